package org.wardround.study.results;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;

/** One line of {@code audit.jsonl}. */
public sealed interface AuditLine {
    /** The line as JSON, without a line break. */
    String toJson();

    /**
     * A site let something go.
     *
     * @param release whether it may only be added to others', or is read by itself
     * @param protection what hides it: {@code plain} hides nothing
     * @param values how many numbers
     * @param digest SHA-256 of their words as little-endian 64-bit integers
     */
    record Released(
            int round, SiteId site, TaskKind task, ReleaseKind release, String protection, long values, Sha256 digest)
            implements AuditLine {
        @Override
        public String toJson() {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("event", "released");
            line.put("round", round);
            line.put("site", site.name());
            line.put("task", task.name().toLowerCase(Locale.ROOT));
            line.put("release", release.jsonName());
            line.put("protection", protection);
            line.put("values", values);
            line.put("sha256", digest.hex());
            return line.toString();
        }
    }

    /** A round ended: {@code committed} over the contributors, or {@code abandoned}. */
    record RoundEnded(int round, String outcome, Iterable<SiteId> contributors) implements AuditLine {
        @Override
        public String toJson() {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("event", outcome);
            line.put("round", round);
            ArrayNode names = line.putArray("contributors");
            contributors.forEach(site -> names.add(site.name()));
            return line.toString();
        }
    }

    /**
     * A site's update stood apart from the others' in a round that was committed; the reason says what was done about it.
     *
     * @param round of the run, as in the other lines
     * @param trainingRound the same round's number in {@code results.json}, which counts training alone
     */
    record Outlier(int round, int trainingRound, SiteId site, String reason) implements AuditLine {
        @Override
        public String toJson() {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("event", "outlier");
            line.put("round", round);
            line.put("trainingRound", trainingRound);
            line.put("site", site.name());
            line.put("reason", reason);
            return line.toString();
        }
    }
}
