package org.wardround.study.results;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;

/** One line of {@code audit.jsonl}. */
public sealed interface AuditLine {
    /** The line as JSON, without a line break. */
    String toJson();

    /**
     * A site let something go. Without a hash of it: counts are few enough to be tried, and whoever has the folder would find those that its tables hide.
     *
     * @param release whether it may only be added to others', or is read by itself
     * @param protection what hides it: {@code plain} hides nothing
     * @param values how many numbers
     */
    record Released(int round, SiteId site, TaskKind task, ReleaseKind release, String protection, long values)
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
            return line.toString();
        }
    }

    /**
     * Whoever adds what sites let go has a sum, or one site's part where parts are read by themselves. Without a hash of it, as in {@link Released}.
     *
     * @param protection under which the parts came: {@code plain} hides nothing of them
     * @param question digest of what was asked, as in the sites' own logs
     * @param parts whose they are, each with the SHA-256 under which its site let it go where masks hide it; none where it came in the clear
     * @param ringBits of the integers in which it was added
     * @param values how many
     */
    record Opened(
            RoundPlan plan,
            String protection,
            Sha256 question,
            SortedMap<SiteId, Optional<Sha256>> parts,
            int ringBits,
            long values)
            implements AuditLine {
        public Opened {
            parts = Ordered.sorted(parts);
        }

        @Override
        public String toJson() {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("event", "opened");
            line.put("round", plan.number());
            line.put("task", plan.kind().name().toLowerCase(Locale.ROOT));
            line.put("release", plan.release().jsonName());
            line.put("protection", protection);
            line.put("question", question.hex());
            ObjectNode each = line.putObject("parts");
            parts.forEach((site, digest) ->
                    each.put(site.name(), digest.map(Sha256::hex).orElse(null)));
            line.put("ringBits", ringBits);
            line.put("values", values);
            return line.toString();
        }
    }

    /** A round ended: {@code committed} over the contributors, or {@code abandoned}. */
    record RoundEnded(int round, String outcome, SortedSet<SiteId> contributors) implements AuditLine {
        public RoundEnded {
            contributors = Collections.unmodifiableSortedSet(new TreeSet<>(contributors));
        }

        /** @param state {@code Committed} or {@code Abandoned} */
        public static RoundEnded of(RoundState state) {
            return state instanceof RoundState.Committed committed
                    ? new RoundEnded(state.plan().number(), "committed", new TreeSet<>(committed.contributors()))
                    : new RoundEnded(state.plan().number(), "abandoned", new TreeSet<>());
        }

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
