/** Works for keys of AWS KMS, in the helper JVM, the command line's, or the isolated loader; the only user of the AWS SDK. */
package dev.ske.kms;
