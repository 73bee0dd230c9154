package io.rapport.email.inbound;

import io.rapport.email.inbound.InboundEmail.MailFile;
import io.rapport.email.inbound.MachineMail.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what mail servers report about a mail, in the form of RFC 3464 or RFC 5965 or in words only. */
final class DeliveryReports {
    private static final Set<String> STATUS_PARTS = Set.of("message/delivery-status", "message/global-delivery-status");
    private static final Set<String> RETURNED_PARTS = Set.of(
            "message/rfc822",
            "message/global",
            "message/global-headers",
            "text/rfc822-headers",
            "text/rfc822-header",
            "message/rfc822-headers",
            "text/rfc822");

    private static final Pattern ENHANCED =
            Pattern.compile("(?<![\\dv./]|version )([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.]*\\d)");
    private static final Pattern REPLY_CODE = Pattern.compile("(?<![\\d.:/-])([45])([0-5])(\\d)(?=[ -]|$|:|\\))");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&*+/=?^_`{|}~-][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}"
                    + "@[A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9]");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?im)^[ >\\t]{0,8}message-id:\\s{0,4}(<[^<>\\s]{1,400}>|[^<>\\s]{1,200}@[^<>\\s]{1,200})");
    private static final Pattern RETURNED_TO =
            Pattern.compile("(?im)^[ >\\t]{0,8}(?:to|x-rcpt-to|delivered-to):([^\\r\\n]{1,500})");

    /** Without one of these a report only says which server made it, and the words beside it have to tell the rest. */
    private static final Pattern TELLS_OF_RECIPIENT =
            Pattern.compile("(?im)^(final-recipient|original-recipient|action|status|diagnostic-code):");

    private static final Pattern NAMES_RECIPIENT = Pattern.compile("(?im)^final-recipient:[^;]{1,20};");

    /** What follows is the mail that came back. */
    private static final Pattern RETURNED = Pattern.compile(
            "(?im)^[ >]{0,4}(-{2,}[^\\n]{0,20}(copy|original|below|returned|unsent|undelivered|"
                    + "mensaje|header|message follows|forwarded)[^\\n]{0,80}|(original message(?! details)|message headers?|headers of|your original"
                    + " message|the header of the original)[^\\n]{0,60}:?|return-path: .{0,200}|received: (from|by) .{0,200})$");

    /** Servers come to the point; the rest is the mail that came back. */
    private static final int LONGEST_REPORT = 16 * 1024;

    private static final int LONGEST_EXPLANATION = 3_000;
    private static final int LONGEST_LINE = 300;
    private static final int OPENING = 500;

    private static final Pattern ARRIVED =
            Pattern.compile("^(success|delivered:)|\\(success\\)|successfully delivered");
    private static final Phrases LATE = Phrases.of(
            "delay|not (yet )?been delivered yet|not yet been delivered|still being retried"
                    + "|could not send message for past|warning message only|temporary (delivery |failure |problem )|(keep|still) trying"
                    + "|verzögert|retard[eé]|retras|ritard|atrasad|vertraag|opóźni|zpožd|försen|forsink|viivästy|задерж|遅延|延迟|延遲");
    private static final Pattern FOR_GOOD =
            Pattern.compile("permanent(?!ly)|permanently (failed|rejected)|failed permanently|giv(ing|en) up");

    private record Words(Pattern pattern, String code) {}

    /** What the words of servers mean, the more certain first. */
    private static final List<Words> WORDS = List.of(
            words(
                    "(message|mail|attachment) (size|is|was|file)?.{0,20}(too (large|big|long)|exceeds)|exceed(s|ed) .{0,30}mail ?size"
                            + "|exceed(s|ed) .{0,30}message size|(?<!mailbox )size limit|maximum (message )?size|too (large|big)|zu gro(ß|ss)",
                    "3.4"),
            words(
                    "quota|(mailbox|inbox) .{0,20}(full|size limit)|(is|was) full|full mailbox|inbox full|storage|disk (space|full)|no space"
                            + "|(not enough|insufficient) .{0,15}space|space .{0,5}not enough|over.?limit|exceed(ed|s)? .{0,30}(limit|space|size)"
                            + "|too many messages on|llen[oa]|\\bvoll\\b|plein|pien[ao]\\b|chei[ao]\\b|limit erreicht|speicher|переполнен"
                            + "|przepe[lł]nion|已满|已滿|いっぱい",
                    "2.2"),
            words(
                    "disabled|discontinued|inactive|expirado|(?<!delivery temporarily )suspended|deactivated|not active|expired account"
                            + "|account .{0,20}(expired|closed)|(mailbox|user|account) (is |has been )?(locked|blocked|frozen)"
                            + "|mailbox temporarily unavailable|no longer accepts|(user|mailbox|account|recipient|address).{0,20}not accept(ing)?"
                            + "( any)? (e-?)?(mail|message)|gesperrt|deaktiviert|d[eé]sactiv|deshabilitad|desativad|заблокирован",
                    "2.1"),
            words(
                    "relay(ing)?( access)? (is )?(denied|not|prohibited)|not (permitted|allowed) to relay|we do not relay|unable to relay"
                            + "|denies relay|rcpthosts|gr[ae]y-?list|sender (address )?(rejected|verif|is)|(bad|fake|invalid|denies the) sender"
                            + "|verification failed|(rejected|prohibit).{0,60}(\\bspf\\b|policy|blocked|blacklist|denied)",
                    "7.1"),
            words(
                    "(host|domain)( name)? ([\\w.-]{1,80} )?(was )?(not|(could|can) ?(not|n.t) be|couldn.t be) found|name service error"
                            + "|nxdomain|dns (query )?error|look up host|mail exchanger|domain .{0,60}(not|n.t) exist|dominio inexist"
                            + "|(unknown|no such|bad|invalid) (host|domain)|unrouteable mail domain|couldn.?t find any host|all relevant mx|no mx\\b",
                    "1.2"),
            words(
                    "(user|recipient|mailbox|address|account)s? (is )?unknown|unknown (user|recipient|address|local|mailbox|account|or illegal)"
                            + "|no such (user|recipient|address|mailbox|person|account|local)|recipient .{0,40}(unknown|not found|rejected"
                            + "|does not exist|invalid|is not|verif)|(user|mailbox|address|account|recipient|addressee).{0,40}(not (be )?found"
                            + "|not exist|n.t (exist|be found)|unavailable|invalid|no longer (valid|on|exist|work)|has moved|not allowed"
                            + "|not (known|valid|recogni|listed|on|local|available)|unknown)|(user|recipient) rejected"
                            + "|invalid (\\w{1,12} ){0,2}(user|recipient|address|mailbox)|(^|\\d|: )\\W?address rejected|no mailbox|no valid"
                            + "|not our customer|(bad|illegal) (destination|address|user|recipient)|unavailable (mail )?user"
                            + "|(n.t|not) have (a|an) .{0,30}account|unroute?able address|undeliverable address|isn.?t (a )?(valid|known)"
                            + "|not (a (valid|known)|known here|user of)|non-?exist|n.t exist|(n.t|not|unable to) (find|accept) .{0,10}user"
                            + "|wasn.t found at|no longer (employed|works|has)|desconocid|unbekannt|nicht bekannt|kein(e|en)? (solche|gültige)"
                            + "|existiert nicht|(adresse|empfänger|postfach).{0,40}nicht gefunden|(adresse|destinataire) .{0,10}inval|inconnu"
                            + "|introuvable|n.existe|no existe|ine[xs]istent|no se (pudo |ha )?encontr|sconosciut|non (è stato )?trovat|onbekend"
                            + "|niet gevonden|nieznan|nie ma takiego|не существует|не найден|存在しない|見つかりません|不明|不存在|找不到",
                    "1.1"),
            words(
                    "(host|domain|name).{0,40}(unknown|not exist|n.t exist|not found|not known|lookup failed|invalid)",
                    "1.2"),
            words(
                    "loop|too many (hops|received)|hop count|points (back )?to (us|local ?host|myself)|best-preference mx",
                    "4.6"),
            words(
                    "connection (refused|timed out|reset|dropped|lost|closed|died)|lost connection|(could not|couldn.?t|(being )?unable to|cannot"
                            + "|failed to|not able to|n.t able to) (connect|establish)|no answer|(requests? to|failed) connect|socket error"
                            + "|not (respond|reachable)|timed? ?out (while|waiting|connect)|network (error|unreachable)|unreachable|no route",
                    "4.1"),
            words(
                    "retry (time|timeout)|delivery (time )?expired|(queue|queued) .{0,10}too long|time.?out|expired|delayed|not yet been delivered"
                            + "|still (be|being) (retr|attempt)|delivery attempts|failing for a long|will (be retried|continue|keep trying)|queue",
                    "4.7"),
            words(
                    "spam|junk|blacklist|black (list|ip)|blocked|block ?list|\\brbl\\b|dnsbl|spamhaus|spamcop|reputation|policy|refused|denied"
                            + "|not authori[sz]ed|unauthori|authenticat|permission|prohibit|forbidden|content|virus|rejected|not accept|ube\\b"
                            + "|dmarc|spf|spoof|security|banned|abuse|complaint|restricted|illegal|invalid ip|too many|too quickly|rate limit"
                            + "|throttl|rejecting",
                    "7.1"));

    /** The last are guesses, and what a footer says, too. */
    private static final List<Words> CERTAIN = WORDS.subList(0, WORDS.size() - 1);

    private DeliveryReports() {}

    /**
     * The report in a mail's parts; null when there is none.
     *
     * @param isFromServer whether the mail may be a server's own, for people pass reports on with all their parts
     */
    static @Nullable MachineMail read(
            MailHeaders headers, List<MailFile> files, String text, String subject, boolean isFromServer) {
        boolean reports = false;
        var status = new StringBuilder();
        for (var file : files) {
            if (file.mediaType().equals("message/feedback-report")) {
                return complaint(file, files);
            }
            if (isFromServer && STATUS_PARTS.contains(file.mediaType())) {
                reports = true;
                status.append(text(file)).append("\n\n");
            }
        }
        if (isVendorComplaint(headers, files)) {
            return complaint(null, files);
        }
        if (TELLS_OF_RECIPIENT.matcher(status).find()) {
            return delivery(headers, status.toString(), files, text, subject);
        }
        return reports ? fromWords(headers, files, text, subject) : null;
    }

    static boolean returnsMail(List<MailFile> files) {
        return files.stream().anyMatch(file -> RETURNED_PARTS.contains(file.mediaType()));
    }

    /** A report in words only, among which there may be the fields of one. */
    static MachineMail fromWords(MailHeaders headers, List<MailFile> files, String text, String subject) {
        if (NAMES_RECIPIENT.matcher(text).find()) {
            return delivery(headers, text, files, text, subject);
        }
        var returned = returned(files, text);
        var said = said(text);
        var recipients = new LinkedHashSet<String>();
        addAddresses(recipients, headers.rawText("x-failed-recipients"));
        addAddresses(recipients, beginningOfLine(said));
        var own = ownAddresses(headers);
        addAddresses(recipients, MESSAGE_ID.matcher(said).replaceAll(""));
        recipients.removeAll(own);
        recipients.removeIf(address -> address.startsWith("postmaster@") || address.startsWith("mailer-daemon@"));
        recipients.addAll(returned.to);
        boolean arrived = ARRIVED.matcher(subject).find();
        boolean delayed = !arrived && (isDelay(subject) || isDelay(cut(said, OPENING)));
        var recipient = recipients.isEmpty() ? null : recipients.getFirst();
        return new MachineMail(
                arrived ? Kind.DELIVERED : delayed ? Kind.DELAYED : Kind.FAILED,
                arrived ? "2.0.0" : status("", List.of(said), subject, recipient, delayed),
                recipient,
                diagnosis(said),
                returned.messageId,
                List.copyOf(recipients));
    }

    private static MachineMail delivery(
            MailHeaders headers, String report, List<MailFile> files, String text, String subject) {
        var returned = returned(files, text);
        var groups = groups(report);
        var chosen = chosen(groups);
        var recipients = new LinkedHashSet<String>();
        var recipient = recipient(chosen);
        for (var group : groups) {
            addAddresses(recipients, group.get("original-recipient"));
            addAddresses(recipients, group.get("final-recipient"));
        }
        addAddresses(recipients, headers.rawText("x-failed-recipients"));
        recipients.addAll(returned.to);
        var action = chosen.getOrDefault("action", "").strip().toLowerCase(Locale.ROOT);
        var diagnostic = cut(chosen.getOrDefault("diagnostic-code", ""), LONGEST_EXPLANATION);
        var given = chosen.getOrDefault("status", "");
        Kind kind;
        if (action.startsWith("delayed")) {
            kind = Kind.DELAYED;
        } else if (action.startsWith("delivered") || (action.isEmpty() && given.startsWith("2"))) {
            kind = Kind.DELIVERED;
        } else if (action.startsWith("relayed") || action.startsWith("expanded")) {
            kind = Kind.RELAYED;
        } else {
            kind = Kind.FAILED;
        }
        var status = precise(given);
        if (status == null) {
            status = kind == Kind.DELIVERED || kind == Kind.RELAYED
                    ? "2.0.0"
                    : status(given, List.of(diagnostic, said(text)), subject, recipient, kind == Kind.DELAYED);
        }
        if (recipient == null && !recipients.isEmpty()) {
            recipient = recipients.getFirst();
        }
        return new MachineMail(
                kind,
                status,
                recipient,
                diagnostic.isBlank() ? diagnosis(said(text)) : oneLine(diagnostic),
                returned.messageId,
                List.copyOf(recipients));
    }

    private static MachineMail complaint(@Nullable MailFile report, List<MailFile> files) {
        var returned = returned(files, "");
        var recipients = new LinkedHashSet<String>();
        if (report != null) {
            for (var group : groups(text(report))) {
                addAddresses(recipients, group.get("original-rcpt-to"));
                addAddresses(recipients, group.get("removal-recipient"));
            }
        }
        recipients.addAll(returned.to);
        return new MachineMail(
                Kind.COMPLAINT,
                null,
                recipients.isEmpty() ? null : recipients.getFirst(),
                null,
                returned.messageId,
                List.copyOf(recipients));
    }

    /** Feedback loops older than the standard send the mail back with a header of theirs. */
    private static boolean isVendorComplaint(MailHeaders headers, List<MailFile> files) {
        if (headers.has("x-hmxmroriginalrecipient") || headers.has("x-aol-inrly")) {
            return true;
        }
        var from = headers.rawText("from");
        var subject = headers.text("subject");
        boolean hotmail = from != null
                && subject != null
                && from.toLowerCase(Locale.ROOT).contains("staff@hotmail.com")
                && subject.toLowerCase(Locale.ROOT).startsWith("complaint about message");
        return hotmail
                || files.stream()
                        .filter(file -> RETURNED_PARTS.contains(file.mediaType()))
                        .anyMatch(file -> header(file).toLowerCase(Locale.ROOT).contains("x-hmxmroriginalrecipient:"));
    }

    /** The first recipient that failed, else the first that is late, else the first. */
    private static Map<String, String> chosen(List<Map<String, String>> groups) {
        for (var action : List.of("failed", "delayed", "")) {
            for (var group : groups) {
                boolean about = group.containsKey("final-recipient")
                        || group.containsKey("action")
                        || group.containsKey("status")
                        || group.containsKey("original-recipient");
                if (about
                        && group.getOrDefault("action", "")
                                .strip()
                                .toLowerCase(Locale.ROOT)
                                .startsWith(action)) {
                    return group;
                }
            }
        }
        return Map.of();
    }

    private static @Nullable String recipient(Map<String, String> group) {
        for (var field : List.of("final-recipient", "original-recipient")) {
            var value = group.get(field);
            if (value == null) {
                continue;
            }
            var address = value.substring(value.indexOf(';') + 1);
            // a source route stands before the address itself
            address = address.substring(address.startsWith("@") ? address.indexOf(':') + 1 : 0);
            var match = ADDRESS.matcher(address);
            if (match.find() && match.group().indexOf('.', match.group().indexOf('@')) > 0) {
                return match.group().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    /** The fields of each group of a report, names in lower case. */
    private static List<Map<String, String>> groups(String report) {
        var groups = new ArrayList<Map<String, String>>();
        var group = new HashMap<String, String>();
        var name = "";
        for (var line : (report + "\n\n").split("\\r?\\n|\\r", 2_000)) {
            if (line.isBlank()) {
                if (!group.isEmpty()) {
                    groups.add(group);
                    group = new HashMap<>();
                }
                name = "";
            } else if (Character.isWhitespace(line.charAt(0)) && !name.isEmpty()) {
                group.merge(name, line.strip(), (before, more) -> before + ' ' + more);
            } else if (line.indexOf(':') > 0) {
                name = line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
                // a server that forgets the blank line between two recipients
                if (name.equals("final-recipient") && group.containsKey(name)) {
                    groups.add(group);
                    group = new HashMap<>();
                }
                group.putIfAbsent(name, line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return groups;
    }

    /** A status code that says more than its class; null when that is all. */
    private static @Nullable String precise(String given) {
        var stated = ENHANCED.matcher(given);
        return stated.find() && !isVague(stated) ? stated.group() : null;
    }

    /**
     * The status code that the words mean.
     *
     * @param given what the report gives for it, no more than the class
     * @param said what servers said, the nearest to the fault first
     */
    private static String status(
            String given, List<String> said, String subject, @Nullable String recipient, boolean delayed) {
        var stated = ENHANCED.matcher(given);
        boolean states = stated.find();
        var reply = said.stream()
                .flatMap(text -> REPLY_CODE.matcher(text).results())
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
        var type = delayed || (given.isEmpty() && reply.startsWith("4")) ? "4" : states ? stated.group(1) : "5";
        for (var text : said) {
            var enhanced = ENHANCED.matcher(text);
            while (enhanced.find()) {
                if (!enhanced.group(1).equals("2") && Integer.parseInt(enhanced.group(2)) <= 7 && !isVague(enhanced)) {
                    return enhanced.group();
                }
            }
            for (var words : List.of(from(text, reply), from(text, recipient), cut(text, LONGEST_EXPLANATION))) {
                var meaning = meaning(words, WORDS);
                if (meaning != null) {
                    return type + '.' + meaning;
                }
            }
        }
        var meaning = meaning(subject, WORDS);
        if (meaning != null) {
            return type + '.' + meaning;
        }
        if (states) {
            return stated.group();
        }
        return switch (reply) {
            case "550", "551", "553" -> "5.1.1";
            case "552" -> "5.2.2";
            default -> type + (delayed ? ".4.7" : ".0.0");
        };
    }

    private static boolean isVague(MatchResult status) {
        return status.group(2).equals("0") && status.group(3).equals("0");
    }

    private static @Nullable String meaning(String said, List<Words> wanted) {
        // an address is made of words, too
        var lower = ADDRESS.matcher(said).replaceAll("@").toLowerCase(Locale.ROOT);
        for (var words : wanted) {
            if (words.pattern.matcher(lower).find()) {
                return words.code;
            }
        }
        return null;
    }

    /** What a server said from there on, without the reporting server's phrases around it. */
    private static String from(String said, @Nullable String sign) {
        int at = sign == null || sign.isEmpty() ? -1 : said.indexOf(sign);
        if (at < 0) {
            return "";
        }
        var rest = said.substring(at, Math.min(said.length(), at + LONGEST_LINE));
        int end = rest.indexOf("\n\n");
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static boolean isDelay(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return LATE.areIn(lower) && !FOR_GOOD.matcher(lower).find();
    }

    static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }

    /** The report without the mail that it returns. */
    private static String said(String whole) {
        var text = cut(whole, LONGEST_REPORT);
        var match = RETURNED.matcher(text);
        int from = 0;
        while (match.find(from)) {
            // a heading above the report itself
            if (match.start() > 40) {
                return text.substring(0, match.start());
            }
            from = match.end();
            if (from >= text.length()) {
                break;
            }
        }
        return text;
    }

    /** Reports name the address that failed alone on a line or in brackets before a colon. */
    private static String beginningOfLine(String text) {
        var found = new StringBuilder();
        text.lines().limit(200).forEach(line -> {
            var start = line.strip();
            var match = ADDRESS.matcher(start);
            if (match.lookingAt()
                    || (start.startsWith("<") && match.region(1, start.length()).lookingAt())) {
                found.append(match.group()).append(' ');
            }
        });
        return found.toString();
    }

    /** The first line with a code, else the first that says what is wrong. */
    private static @Nullable String diagnosis(String said) {
        return said.lines()
                .filter(line -> REPLY_CODE.matcher(line).find()
                        || ENHANCED.matcher(line).find())
                .findFirst()
                .or(() -> said.lines()
                        .filter(line -> !line.isBlank() && meaning(line, CERTAIN) != null)
                        .findFirst())
                .map(DeliveryReports::oneLine)
                .orElse(null);
    }

    private static @Nullable String oneLine(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return null;
        }
        return cut(line, LONGEST_LINE);
    }

    private static List<String> ownAddresses(MailHeaders headers) {
        var own = new LinkedHashSet<String>();
        for (var name : List.of("from", "to", "sender", "reply-to", "envelope-to", "delivered-to", "return-path")) {
            addAddresses(own, headers.rawText(name));
        }
        return List.copyOf(own);
    }

    private static void addAddresses(Set<String> addresses, @Nullable String text) {
        if (text == null) {
            return;
        }
        var match = ADDRESS.matcher(text);
        while (match.find() && addresses.size() < 50) {
            addresses.add(match.group().toLowerCase(Locale.ROOT));
        }
    }

    private record Returned(@Nullable String messageId, List<String> to) {}

    private static Returned returned(List<MailFile> files, String text) {
        var header = files.stream()
                .filter(file -> RETURNED_PARTS.contains(file.mediaType()))
                .findFirst()
                .map(DeliveryReports::header)
                .orElse(text);
        var id = MESSAGE_ID.matcher(header);
        var to = new LinkedHashSet<String>();
        var match = RETURNED_TO.matcher(header);
        if (match.find()) {
            addAddresses(to, match.group(1));
        }
        if (!id.find()) {
            return new Returned(null, List.copyOf(to));
        }
        var messageId = id.group(1);
        return new Returned(messageId.startsWith("<") ? messageId : "<" + messageId + ">", List.copyOf(to));
    }

    private static String header(MailFile file) {
        var text = text(file);
        int end = text.indexOf("\n\n");
        int wireEnd = text.indexOf("\r\n\r\n");
        int cut = end < 0 ? wireEnd : wireEnd < 0 ? end : Math.min(end, wireEnd);
        return cut < 0 ? text : text.substring(0, cut);
    }

    private static String text(MailFile file) {
        var bytes = file.content();
        return MailHeaders.decode(bytes, 0, Math.min(bytes.length, 64 * 1024));
    }

    private static Words words(String pattern, String code) {
        return new Words(Pattern.compile(pattern), code);
    }
}
