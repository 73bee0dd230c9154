package io.rapport.email.inbound;

import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;

/** Mends the fields that say how a part is to be read, before they are read. */
record ForgivingFields(BodyDescriptorBuilder fields) implements BodyDescriptorBuilder {
    private static final String TOKEN = "[\\w!#$&^.+-]++";
    private static final Pattern TYPE =
            Pattern.compile("\\s*+" + TOKEN + "/" + TOKEN + "\\s*+(?:;.*+)?", Pattern.DOTALL);
    private static final Pattern BROKEN_TYPE =
            Pattern.compile("[\\s\"']*+(" + TOKEN + "/" + TOKEN + ")[\\s\"'>,;]*+(.*+)", Pattern.DOTALL);
    private static final Pattern ENCODING = Pattern.compile("\\s*+[\\w-]++\\s*+");
    private static final Pattern BROKEN_ENCODING = Pattern.compile("[\\s\"']*+([\\w-]++).*+", Pattern.DOTALL);

    @Override
    public Field addField(RawField field) throws MimeException {
        return fields.addField(mended(field));
    }

    private static RawField mended(RawField field) {
        if (field.getName().equalsIgnoreCase("Content-Type")) {
            return mended(field, TYPE, BROKEN_TYPE, "$1; $2");
        }
        if (field.getName().equalsIgnoreCase("Content-Transfer-Encoding")) {
            return mended(field, ENCODING, BROKEN_ENCODING, "$1");
        }
        return field;
    }

    private static RawField mended(RawField field, Pattern good, Pattern broken, String replacement) {
        var value = MailHeaders.value(field);
        if (value == null || good.matcher(value).matches()) {
            return field;
        }
        var match = broken.matcher(value);
        return match.matches() ? new RawField(field.getName(), match.replaceFirst(replacement)) : field;
    }

    @Override
    public void reset() {
        fields.reset();
    }

    @Override
    public BodyDescriptor build() {
        return fields.build();
    }

    @Override
    public BodyDescriptorBuilder newChild() {
        return new ForgivingFields(fields.newChild());
    }
}
