package io.rapport.contracts.customers;

import io.rapport.contracts.value.Channel;

/** An address by which a customer is known. */
public record Identity(Channel channel, String address) {}
