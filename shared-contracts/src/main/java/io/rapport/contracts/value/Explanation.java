package io.rapport.contracts.value;

/**
 * Why something was decided, for people and for machines.
 *
 * @param rule the rule's stable name
 * @param text one sentence in plain words
 * @param policyVersion the version of the policy that decided
 */
public record Explanation(String rule, String text, String policyVersion) {}
