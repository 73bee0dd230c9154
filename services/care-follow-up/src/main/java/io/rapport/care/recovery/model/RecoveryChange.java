package io.rapport.care.recovery.model;

/** What became of a wish to move a recovery on. */
public sealed interface RecoveryChange {

    /** It moved on. */
    record Changed(Recovery recovery) implements RecoveryChange {}

    /** The same wish was fulfilled before. */
    record Repeated(Recovery recovery) implements RecoveryChange {}

    /** It cannot be done now. */
    record Refused(String reason) implements RecoveryChange {}

    /** There is no such recovery. */
    record Unknown() implements RecoveryChange {}
}
