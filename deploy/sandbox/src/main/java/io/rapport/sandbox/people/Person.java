package io.rapport.sandbox.people;

/**
 * A fictional customer, and where each channel reaches them.
 *
 * @param address of the mailbox, in lower case; also what the customer is known by here
 * @param phone E.164, of the numbers that are set aside for stories
 * @param telegram the number of the account, which is also that of its chat with a bot
 * @param visitor what the customer's browser calls itself in a chat
 */
public record Person(String address, String name, String phone, long telegram, String visitor) {

    /** As WhatsApp writes a phone number. */
    public String whatsApp() {
        return phone.substring(1);
    }

    /** As Messenger knows the customer when it talks to the company's page. */
    public String messenger() {
        return "7000" + phone.substring(1);
    }

    /** As Instagram knows the customer when it talks to the company's profile. */
    public String instagram() {
        return "1784" + phone.substring(1);
    }

    /** What the customer calls themselves on Instagram, which takes letters, digits, dots and underscores. */
    public String instagramName() {
        return address.substring(0, address.indexOf('@')).replaceAll("[^a-z0-9._]", "_");
    }

    /** The account on another Mastodon server than the company's, {@code name@server}. */
    public String mastodon() {
        int at = address.indexOf('@');
        return address.substring(0, at).replace('+', '_') + "@fedi." + address.substring(at + 1);
    }

    public String firstName() {
        return name.split(" ", 2)[0];
    }

    public String lastName() {
        var words = name.split(" ", 2);
        return words.length > 1 ? words[1] : "";
    }
}
