package org.wardround.coordinator.service;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.wardround.coordinator.server.RunView;
import org.wardround.core.identity.SiteId;

/** Where each run stands, as the coordinator told it last: a file beside the run, for people and commands. What counts is the journal. Stateless. */
public final class RunStateFile {
    private static final String NAME = "state.properties";

    private RunStateFile() {}

    /**
     * What the file says.
     *
     * @param at when it was written
     * @param state of {@link RunView#state}
     * @param waitingFor names of the sites whose answer is missing
     * @param published names of the sites that have published something about themselves
     * @param reason why it ended; empty where it goes on or has finished
     */
    public record Told(
            String run,
            Instant at,
            String study,
            String state,
            int round,
            String waitingFor,
            String published,
            String reason) {}

    static void write(Path runs, RunView view, Instant now) throws IOException {
        String text = "at=%s\nstudy=%s\nstate=%s\nround=%d\nwaiting=%s\npublished=%s\nreason=%s\n"
                .formatted(
                        now,
                        line(view.study()),
                        view.state(),
                        view.round() == 0 ? view.rounds() : view.round(),
                        names(view.waitingFor()),
                        names(view.published()),
                        line(view.reason()));
        Path place = runs.resolve(view.run());
        Path part = place.resolve(NAME + ".part");
        Files.writeString(part, text, StandardCharsets.UTF_8);
        Files.move(part, place.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String names(List<SiteId> sites) {
        return sites.stream().map(SiteId::name).collect(Collectors.joining(", "));
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\");
    }

    /** Of all runs in the folder, by name; those that no coordinator has looked at yet are without a word. */
    public static List<Told> readAll(Path runs) throws IOException {
        List<Told> all = new ArrayList<>();
        for (String run : SubmittedRun.names(runs)) {
            all.add(read(runs, run).orElse(new Told(run, Instant.EPOCH, "", "handed in", 0, "", "", "")));
        }
        return all;
    }

    private static Optional<Told> read(Path runs, String run) throws IOException {
        Properties told = new Properties();
        try (Reader in = Files.newBufferedReader(runs.resolve(run).resolve(NAME), StandardCharsets.UTF_8)) {
            told.load(in);
            return Optional.of(new Told(
                    run,
                    Instant.parse(told.getProperty("at", "")),
                    told.getProperty("study", ""),
                    told.getProperty("state", ""),
                    Integer.parseInt(told.getProperty("round", "0")),
                    told.getProperty("waiting", ""),
                    told.getProperty("published", ""),
                    told.getProperty("reason", "")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("%s can't be read; a started coordinator writes it anew".formatted(run), e);
        }
    }
}
