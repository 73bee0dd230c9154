package io.rapport.platform.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rapport.contracts.Contracts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rules of the house, checked in every service by one test. */
public final class ArchitectureRules {
    private ArchitectureRules() {}

    /** The rules by name, for a service that has no place where one of them could apply. */
    public enum Rule {
        /** Models see only Java, JSpecify, models and the contracts. */
        PURE_MODEL,
        /** Application does not see infrastructure. */
        RINGS,
        /** Features have no cycles and do not see each other's infrastructure. */
        FEATURES,
        /** Providers do not see each other. */
        PROVIDERS,
        /** Whoever has a database tells the log through the outbox alone. */
        OUTBOX_ONLY,
        /** Time is injected, nothing blocks, nothing is sent and forgotten, no field is injected. */
        HABITS,
        /** No class is named after what it is not. */
        NAMES,
        /** Every event is a record with a declared wire name. */
        WIRE_NAMES
    }

    /**
     * Checks every rule on the classes of a package.
     *
     * @param notHere the rules with nothing to guard in this service; naming one that has something to guard fails too
     */
    public static void check(String basePackage, Rule... notHere) {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/generated"))
                .importPackages(basePackage);
        if (classes.isEmpty()) {
            throw new AssertionError("There is no class in " + basePackage + ": the rules guard nothing");
        }
        var left = EnumSet.allOf(Rule.class);
        left.removeAll(Set.of(notHere));
        for (var rule : notHere) {
            if (guardsSomething(rule, classes, basePackage)) {
                throw new AssertionError(
                        rule + " is left out for " + basePackage + ", but there is something to guard");
            }
        }
        for (var rule : left) {
            if (!guardsSomething(rule, classes, basePackage)) {
                throw new AssertionError(rule + " guards nothing in " + basePackage
                        + ": leave it out by name, so that it comes back with the first class it is about");
            }
            rules(rule, basePackage).forEach(it -> it.allowEmptyShould(true).check(classes));
        }
        if (left.contains(Rule.WIRE_NAMES)) {
            everyEventIsARecordWithAName();
        }
    }

    private static boolean guardsSomething(Rule rule, JavaClasses classes, String base) {
        return switch (rule) {
            case PURE_MODEL -> any(classes, "..model..");
            case RINGS -> any(classes, "..application..") && any(classes, "..infrastructure..");
            case FEATURES -> any(classes, "..infrastructure..");
            case PROVIDERS -> any(classes, base + ".provider.(*)..");
            case OUTBOX_ONLY ->
                classes.stream()
                        .anyMatch(it -> it.getDirectDependenciesFromSelf().stream()
                                .anyMatch(d ->
                                        d.getTargetClass().getPackageName().startsWith("io.rapport.platform.outbox")));
            case HABITS, NAMES, WIRE_NAMES -> true;
        };
    }

    private static boolean any(JavaClasses classes, String packages) {
        var inside = resideInAPackage(packages);
        return classes.stream().anyMatch(inside);
    }

    private static List<ArchRule> rules(Rule rule, String base) {
        return switch (rule) {
            case PURE_MODEL ->
                List.of(classes()
                        .that()
                        .resideInAPackage("..model..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", base + "..model..", "io.rapport.contracts.."));
            case RINGS ->
                List.of(noClasses()
                        .that()
                        .resideInAPackage("..application..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(base + "..infrastructure.."));
            case FEATURES ->
                List.of(
                        slices().matching(base + ".(*)..").should().beFreeOfCycles(),
                        slices().matching(base + ".(*).infrastructure..")
                                .should()
                                .notDependOnEachOther());
            case PROVIDERS ->
                List.of(slices().matching(base + ".provider.(*)..").should().notDependOnEachOther());
            case OUTBOX_ONLY ->
                List.of(noClasses()
                        .should()
                        .dependOnClassesThat(named(
                                "org.eclipse.microprofile.reactive.messaging.Emitter",
                                "io.smallrye.reactive.messaging.MutinyEmitter",
                                "org.eclipse.microprofile.reactive.messaging.Outgoing",
                                "org.apache.kafka.clients.producer.KafkaProducer",
                                "io.rapport.platform.messaging.EventPublisher")));
            case HABITS -> habits();
            case NAMES ->
                List.of(
                        noClasses().should().haveSimpleNameEndingWith("Util"),
                        noClasses().should().haveSimpleNameEndingWith("Utils"),
                        noClasses().should().haveSimpleNameEndingWith("Helper"),
                        noClasses().should().haveSimpleNameEndingWith("Manager"),
                        noClasses().should().haveSimpleNameEndingWith("Impl"),
                        noClasses().should().haveSimpleNameStartingWith("Abstract"));
            case WIRE_NAMES -> List.of();
        };
    }

    private static List<ArchRule> habits() {
        return List.of(
                noClasses()
                        .should()
                        .accessTargetWhere(access("the system's time", ArchitectureRules::asksTheSystemForTime))
                        .because("the Clock is injected"),
                noClasses()
                        .should()
                        .accessTargetWhere(access(
                                "Uni.await",
                                it -> it.getName().equals("await")
                                        && it.getTargetOwner().getName().startsWith("io.smallrye.mutiny.")))
                        .because("an event loop must not wait"),
                noClasses()
                        .should()
                        .accessTargetWhere(
                                access("sendAndForget", it -> it.getName().equals("sendAndForget")))
                        .because("what is forgotten is lost"),
                noFields()
                        .should()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .because("constructors say what a class needs"),
                noFields()
                        .that()
                        .areNotFinal()
                        .should()
                        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                        .because("constructors say what a class needs"));
    }

    private static boolean asksTheSystemForTime(JavaAccess<?> access) {
        if (!access.getTargetOwner().getPackageName().equals("java.time")) {
            return false;
        }
        boolean now = access.getName().equals("now")
                && access.getTarget() instanceof CodeUnitCallTarget call
                && call.getRawParameterTypes().isEmpty();
        return now || access.getName().startsWith("system");
    }

    private static DescribedPredicate<JavaAccess<?>> access(String what, Predicate<JavaAccess<?>> test) {
        return DescribedPredicate.describe(what, test);
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        var set = Set.of(names);
        return DescribedPredicate.describe("one of " + set, it -> set.contains(it.getName()));
    }

    private static void everyEventIsARecordWithAName() {
        for (var stream : Contracts.STREAMS) {
            var types = Contracts.typesOf(stream);
            if (types.isEmpty()) {
                throw new AssertionError(stream + " has no events");
            }
            types.forEach((wireName, type) -> {
                if (!type.isRecord()) {
                    throw new AssertionError(type + " (" + wireName + ") is no record");
                }
            });
        }
    }
}
