package io.rapport.load.intake;

import java.util.Map;

/** What goes to an adapter, in HTTP's terms. */
record Message(String path, Map<String, String> headers, String body) {}
