package io.rapport.contracts;

/** An event or command with its envelope. */
public record Event<T>(Envelope envelope, T data) {}
