package io.rapport.desk.problem;

/** A request that is not carried out, with the reason for whoever asked. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String detail;

    private Refusal(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
    }

    public static Refusal notSignedIn() {
        return new Refusal(401, "You are not signed in, or your session has ended. Sign in to go on.");
    }

    /** One answer for every way of being wrong, so that it tells nothing about who has an account. */
    public static Refusal wrongPassword() {
        return new Refusal(401, "The email address or the password is wrong.");
    }

    public static Refusal forbidden(String detail) {
        return new Refusal(403, detail);
    }

    public static Refusal notFound(String detail) {
        return new Refusal(404, detail);
    }

    public static Refusal conflict(String detail) {
        return new Refusal(409, detail);
    }

    public static Refusal tooLarge() {
        return new Refusal(413, "The request is larger than the desk takes.");
    }

    public static Refusal unprocessable(String detail) {
        return new Refusal(422, detail);
    }

    public static Refusal tooMany(String detail) {
        return new Refusal(429, detail);
    }

    public Problem problem() {
        return Problem.of(status, detail);
    }
}
