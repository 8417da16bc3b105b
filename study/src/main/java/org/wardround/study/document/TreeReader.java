package org.wardround.study.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.study.problem.Problems;
import org.wardround.study.problem.ProblemsException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Makes a tree of a YAML text from the parser's events, so that nothing is ever constructed from a tag and no alias is followed. JSON is read
 * too, being YAML.
 */
final class TreeReader {
    private static final int DEEPEST = 32;

    private final Parser parser;
    private final Problems problems;

    private TreeReader(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.parser = new ParserImpl(new StreamReader(text), options);
        this.problems = problems;
    }

    /**
     * The tree of {@code text}; throws {@link ProblemsException} where there is none.
     *
     * @param language that the writer of the text meant, for messages
     */
    static Node read(String text, String language, Problems problems) {
        try {
            return new TreeReader(text, problems).document();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            problems.error(
                    mark.getLine() + 1,
                    mark.getColumn() + 1,
                    "",
                    syntaxMessage(language, String.valueOf(e.getProblem())));
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            problems.error(line, 0, "", "a character that can't be seen stands in this line; remove it");
        } catch (YAMLException e) {
            problems.error(0, 0, "", syntaxMessage(language, String.valueOf(e.getMessage())));
        }
        throw new ProblemsException(problems.sorted());
    }

    private static String syntaxMessage(String language, String problem) {
        String oneLine = problem.strip().replaceAll("\\s+", " ");
        return "this is not valid %s: %s; check indentation, colons, quotes and brackets near here"
                .formatted(language, oneLine);
    }

    private Node document() {
        parser.getEvent(); // stream start
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw fatal(Spot.START, "", "the file is empty; is it the right one?");
        }
        parser.getEvent(); // document start
        Node root = node("", 0);
        parser.getEvent(); // document end
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            problems.error(
                    spot(parser.peekEvent()).line(),
                    1,
                    "",
                    "a second document starts here; a file holds one, remove the line '---'");
        }
        return root;
    }

    private Node node(String path, int depth) {
        Event event = parser.getEvent();
        Spot spot = spot(event);
        if (depth > DEEPEST) {
            throw fatal(spot, path, "nested more than %d levels deep; no file of this kind is".formatted(DEEPEST));
        }
        if (event instanceof AliasEvent) {
            problems.error(spot.line(), spot.column(), path, "aliases (*name) are not read here; write the value out");
            return new Node.Scalar(spot, Node.Kind.NOTHING, "");
        }
        refuseAnchorsAndTags((NodeEvent) event, path);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        return event instanceof MappingStartEvent ? fields(spot, path, depth) : items(spot, path, depth);
    }

    private static Node scalar(ScalarEvent event) {
        boolean plain = event.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
        return new Node.Scalar(
                spot(event), plain ? Scalars.kindOfPlain(event.getValue()) : Node.Kind.TEXT, event.getValue());
    }

    private Node items(Spot spot, String path, int depth) {
        List<Node> nodes = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            nodes.add(node(Paths.item(path, nodes.size()), depth + 1));
        }
        parser.getEvent();
        return new Node.Items(spot, nodes);
    }

    private Node fields(Spot spot, String path, int depth) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Node key = node(path, depth + 1);
            if (!(key instanceof Node.Scalar name)) {
                throw fatal(key.spot(), path, "a key must be a single word or text");
            }
            String keyPath = Paths.key(path, name.text());
            Node value = node(keyPath, depth + 1);
            Node.Field earlier = fields.putIfAbsent(name.text(), new Node.Field(name.spot(), value));
            if (earlier != null) {
                problems.error(
                        name.spot().line(),
                        name.spot().column(),
                        keyPath,
                        "the key '%s' is given twice, first in line %d; remove one"
                                .formatted(name.text(), earlier.key().line()));
            }
        }
        parser.getEvent();
        return new Node.Fields(spot, fields);
    }

    private void refuseAnchorsAndTags(NodeEvent event, String path) {
        Spot spot = spot(event);
        if (event.getAnchor() != null) {
            problems.error(spot.line(), spot.column(), path, "anchors (&name) are not read here; remove it");
        }
        boolean tagged = event instanceof ScalarEvent scalar
                ? scalar.getTag() != null
                : event instanceof CollectionStartEvent collection && collection.getTag() != null;
        if (tagged) {
            problems.error(spot.line(), spot.column(), path, "tags (!name) are not read here; remove it");
        }
    }

    private ProblemsException fatal(Spot spot, String path, String message) {
        problems.error(spot.line(), spot.column(), path, message);
        return new ProblemsException(problems.sorted());
    }

    private static Spot spot(Event event) {
        return new Spot(event.getStartMark().getLine() + 1, event.getStartMark().getColumn() + 1);
    }
}
