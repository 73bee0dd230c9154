package io.rapport.contracts.touchpoints;

/** What a customer lived through; key: customer. */
public sealed interface TouchpointEvent permits TouchpointRecorded {}
