/** What the command line asks of AWS KMS, over the SDK that agent/kms holds. */
package dev.ske.cli.kms;
