/** Attestation of Nitro Enclaves: key pairs, the documents that name them, and the answers that KMS encrypts for them. */
package dev.ske.kms.attestation;
