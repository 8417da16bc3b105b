package org.wardround.study.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wardround.study.results.AuditTrail;

/** {@code evidence.json}: all that the documents say, each value with its source. The same run gives the same bytes. */
public final class EvidenceFile {
    public static final String NAME = "evidence.json";
    /** The only version of the format that exists. */
    public static final int FORMAT_VERSION = 1;

    private static final JsonMapper MAPPER = new JsonMapper();

    private EvidenceFile() {}

    public static byte[] toBytes(RunRecord run, List<EvidenceDocument> documents) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("kind", run.results().header().kind().jsonName());
        AuditTrail trail = run.trail();
        ObjectNode audit = root.putObject("audit");
        audit.put("file", AuditTrail.NAME);
        audit.put("lines", trail.lines().size());
        audit.put("head", trail.last().hash().hex());
        ObjectNode files = root.putObject("files");
        trail.files().forEach((name, hash) -> files.put(name, hash.hex()));
        ArrayNode all = root.putArray("documents");
        documents.forEach(document -> write(all.addObject(), document));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return (MAPPER.writer(printer).writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void write(ObjectNode out, EvidenceDocument document) {
        out.put("name", document.name());
        out.put("kind", document.kicker());
        write(out.putObject("title"), document.title());
        write(out.putObject("summary"), document.summary());
        ArrayNode sections = out.putArray("sections");
        for (EvidenceDocument.Section section : document.sections()) {
            ObjectNode one = sections.addObject();
            one.put("title", section.title());
            ArrayNode statements = one.putArray("statements");
            section.blocks().forEach(block -> block.statements().forEach(said -> write(statements.addObject(), said)));
        }
    }

    private static void write(ObjectNode out, Statement statement) {
        out.put("text", statement.text());
        if (statement.parts().stream().anyMatch(Part.Blank.class::isInstance)) {
            out.put("toBeFilledIn", true);
        }
        if (!statement.facts().isEmpty()) {
            ArrayNode facts = out.putArray("facts");
            statement.facts().forEach(fact -> write(facts.addObject(), fact));
        }
    }

    private static void write(ObjectNode out, Fact fact) {
        out.put("text", fact.text());
        if (fact.number()) {
            out.put("value", new BigDecimal(fact.value()));
        } else {
            out.put("value", fact.value());
        }
        Source source = fact.source();
        ObjectNode where = out.putObject("source");
        where.put("file", source.file());
        where.put("pointer", source.pointer());
        where.put("line", source.line());
        where.put("lineSha256", source.lineHash().hex());
    }
}
