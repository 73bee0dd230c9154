package io.rapport.local.part;

import java.util.ArrayList;
import java.util.List;

/** The logging options of the broker and of Connect, which both use slf4j-simple. */
final class Logging {

    private Logging() {}

    static List<String> with(List<String> jvmOptions) {
        var options = new ArrayList<>(jvmOptions);
        options.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-Dorg.slf4j.simpleLogger.logFile=System.out"));
        return options;
    }
}
