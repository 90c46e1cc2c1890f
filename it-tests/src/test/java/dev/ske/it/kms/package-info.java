/**
 * An AWS KMS on loopback, with real AES and RSA, and what hands out a role's credentials beside it, so that the tests need
 * nothing from outside. Written from AWS's public reference of the API, not from the product.
 */
package dev.ske.it.kms;
