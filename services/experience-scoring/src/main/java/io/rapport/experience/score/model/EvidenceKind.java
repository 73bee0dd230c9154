package io.rapport.experience.score.model;

/** What can move a score under {@link ExperienceScore#FORMULA_ID}, and by how much when it is fresh. */
public enum EvidenceKind {
    RATED_1("Rated 1 of 5", -25),
    RATED_2("Rated 2 of 5", -15),
    RATED_3("Rated 3 of 5", 0),
    RATED_4("Rated 4 of 5", 10),
    RATED_5("Rated 5 of 5", 20),
    FIRST_REPLY_LATE("First reply came late", -5),
    APOLOGISED_IN_TIME("We apologised in time", 5),
    RECOVERED("We made a mistake good", 10);

    private final String label;
    private final double points;

    EvidenceKind(String label, double points) {
        this.label = label;
        this.points = points;
    }

    /** The kind for a rating of 1 to 5. */
    public static EvidenceKind rated(int rating) {
        return switch (rating) {
            case 1 -> RATED_1;
            case 2 -> RATED_2;
            case 3 -> RATED_3;
            case 4 -> RATED_4;
            case 5 -> RATED_5;
            default -> throw new IllegalArgumentException("A rating is 1 to 5, not " + rating);
        };
    }

    /** In plain words. */
    public String label() {
        return label;
    }

    /** What it adds or takes on the day. */
    public double points() {
        return points;
    }
}
