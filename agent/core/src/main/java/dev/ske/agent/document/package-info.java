/** .env, YAML, JSON and .properties as entries with their exact place in the text: values are spliced, never reprinted. */
package dev.ske.agent.document;
