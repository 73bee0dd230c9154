package io.rapport.experience.survey.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What opens one survey: 256 random bits in the address of the page. Only its hash is kept. */
public record SurveyToken(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** A new token that nobody can guess. */
    public static SurveyToken random(SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return new SurveyToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What somebody put into the address, if it can be a token at all. */
    public static Optional<SurveyToken> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new SurveyToken(text)) : Optional.empty();
    }

    /** What is stored; the token's own 256 bits make salt and stretching needless. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SurveyToken[secret]";
    }
}
