package io.rapport.local.part;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A jar with nothing but a manifest, which runs an executable jar through {@link Tethered}.
 *
 * <p>A class path would do for the classes. But the packages an application wants opened stand in its manifest, and as options
 * on the command line they would switch off the AOT cache.
 *
 * @param file the jar
 * @param mainClass the application's own
 */
public record TetheredJar(Path file, String mainClass) {

    private static final Attributes.Name ADD_OPENS = new Attributes.Name("Add-Opens");

    /** Writes it unless it is there already: a new time would make the AOT cache worthless. */
    public static TetheredJar around(Path application, Path file) throws IOException {
        Attributes theirs;
        try (var opened = new JarFile(application.toFile())) {
            theirs = opened.getManifest().getMainAttributes();
        }
        var manifest = new Manifest();
        var ours = manifest.getMainAttributes();
        ours.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        ours.put(Attributes.Name.MAIN_CLASS, Tethered.class.getName());
        // Relative, because the AOT cache does not understand absolute entries.
        ours.put(
                Attributes.Name.CLASS_PATH,
                relative(file, Path.of(JavaPart.ownCode())) + " " + relative(file, application));
        if (theirs.containsKey(ADD_OPENS)) {
            ours.put(ADD_OPENS, theirs.getValue(ADD_OPENS));
        }
        if (!Files.exists(file) || !manifest.equals(manifestOf(file))) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
                out.finish();
            }
        }
        return new TetheredJar(file, Objects.requireNonNull(theirs.getValue(Attributes.Name.MAIN_CLASS)));
    }

    private static Manifest manifestOf(Path jar) throws IOException {
        try (var opened = new JarFile(jar.toFile())) {
            return opened.getManifest();
        }
    }

    private static String relative(Path from, Path to) {
        var path = Objects.requireNonNull(from.toAbsolutePath().getParent())
                .relativize(to.toAbsolutePath())
                .toString()
                .replace(File.separatorChar, '/')
                .replace("%", "%25")
                .replace(" ", "%20");
        return Files.isDirectory(to) ? path + "/" : path;
    }
}
