/**
 * What an enclave has: a module that signs attestation documents, with an authority of the test's own behind it, and an
 * endpoint that hands them out. Written from AWS's public description of the documents, not from the product.
 */
package dev.ske.it.enclave;
