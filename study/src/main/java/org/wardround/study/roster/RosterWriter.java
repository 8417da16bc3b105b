package org.wardround.study.roster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.wardround.core.trust.Roster;

/** Writes {@code roster-N.json}. The same roster is always the same bytes. */
public final class RosterWriter {
    static final String FORMAT = "wardround-roster";
    static final int FORMAT_VERSION = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private RosterWriter(JsonGenerator json) {
        this.json = json;
    }

    /** The bytes that administrators sign. */
    public static byte[] write(Roster roster) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            new RosterWriter(json).writeAll(roster);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void writeAll(Roster roster) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeNumberField("formatVersion", FORMAT_VERSION);
        json.writeStringField("federation", roster.federation());
        json.writeNumberField("number", roster.number());
        if (roster.previous() != null) {
            json.writeStringField("previous", roster.previous().hex());
        }
        json.writeNumberField("signaturesNeeded", roster.needed());
        writePeople("administrators", roster.administrators());
        writePeople("authors", roster.authors());
        writeSites(roster.sites());
        if (roster.coordinator() != null) {
            json.writeStringField("coordinator", roster.coordinator().toString());
        }
        writeRevoked(roster.revoked());
        json.writeEndObject();
    }

    private void writePeople(String name, List<Roster.Person> people) throws IOException {
        json.writeArrayFieldStart(name);
        for (Roster.Person person : people) {
            json.writeStartObject();
            json.writeStringField("name", person.name());
            json.writeStringField("key", person.key().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeSites(List<Roster.Site> sites) throws IOException {
        json.writeArrayFieldStart("sites");
        for (Roster.Site site : sites) {
            json.writeStartObject();
            json.writeStringField("id", site.id().name());
            json.writeStringField("title", site.title());
            json.writeStringField("key", site.key().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeRevoked(List<Roster.Revoked> revoked) throws IOException {
        json.writeArrayFieldStart("revoked");
        for (Roster.Revoked entry : revoked) {
            json.writeStartObject();
            json.writeStringField("key", entry.key().toString());
            json.writeStringField("holder", entry.holder());
            json.writeStringField("since", entry.since().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
