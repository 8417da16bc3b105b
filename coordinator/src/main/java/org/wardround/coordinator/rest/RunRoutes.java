package org.wardround.coordinator.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wardround.coordinator.access.AccessEntry;
import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.server.RunView;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.coordinator.service.RunOutcomeFolder;
import org.wardround.coordinator.service.RunResultsFolder;
import org.wardround.coordinator.service.RunStateFile;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.Roster;

/** What is told of studies, sites and runs, and what is asked of a run. Thread-safe. */
final class RunRoutes {
    private final CoordinatorService service;

    RunRoutes(CoordinatorService service) {
        this.service = service;
    }

    void studies(Context context) {
        Map<String, List<RunView>> byStudy = service.views().stream()
                .collect(Collectors.groupingBy(view -> view.hash().hex(), TreeMap::new, Collectors.toList()));
        ArrayNode studies = Json.array();
        byStudy.forEach((hash, runs) -> {
            ObjectNode study = studies.addObject();
            study.put("study", runs.get(0).study());
            study.put("studyHash", hash);
            ArrayNode names = study.putArray("runs");
            runs.forEach(run -> names.add(run.run()));
        });
        Json.answer(context, 200, studies);
    }

    void sites(Context context) {
        Roster roster = service.roster();
        ObjectNode answer = Json.object();
        answer.put("federation", roster.federation());
        answer.put("roster", roster.number());
        ArrayNode sites = answer.putArray("sites");
        roster.sites().forEach(site -> {
            ObjectNode each = sites.addObject();
            each.put("site", site.id().name());
            service.measures().lastPoll(site.id()).ifPresent(at -> each.put("lastPoll", at.toString()));
        });
        Json.answer(context, 200, answer);
    }

    void runs(Context context) throws IOException {
        ArrayNode runs = Json.array();
        TreeSet<String> open = new TreeSet<>();
        for (RunView view : service.views()) {
            open.add(view.run());
            runs.add(Json.run(view));
        }
        for (RunStateFile.Told told : RunStateFile.readAll(folder())) {
            if (!open.contains(told.run())) {
                runs.add(handedIn(told.run()));
            }
        }
        Json.answer(context, 200, runs);
    }

    void run(Context context) throws IOException {
        String name = known(context);
        ObjectNode run = service.views().stream()
                .filter(view -> view.run().equals(name))
                .findFirst()
                .map(Json::run)
                .orElseGet(() -> handedIn(name));
        Json.answer(context, 200, run);
    }

    /** Not opened yet, or it can't be: the log says why. */
    private static ObjectNode handedIn(String name) {
        ObjectNode run = Json.object();
        run.put("run", name);
        run.put("state", "handed in");
        return run;
    }

    void results(Context context) throws IOException {
        String name = known(context);
        Path place = folder().resolve(name);
        Properties outcome = RunOutcomeFolder.read(place)
                .orElseThrow(() -> new RestException(RestCode.NOT_ENDED, "run %s has not ended".formatted(name)));
        ObjectNode results = Json.object();
        results.put("run", name);
        results.put("outcome", outcome.getProperty("outcome", ""));
        results.put("reason", outcome.getProperty("reason", ""));
        String hash = outcome.getProperty("model.sha256");
        if (hash != null) {
            results.put("modelSha256", hash);
            results.put("model", "/api/v1/runs/%s/results/model".formatted(name));
        }
        Json.answer(context, 200, results);
    }

    /** A file of the folder that a finished run leaves behind. */
    void file(Context context, String file, String type) throws IOException {
        String name = known(context);
        Path found = RunResultsFolder.of(folder().resolve(name))
                .map(results -> results.resolve(file))
                .filter(Files::exists)
                .orElseThrow(() -> new RestException(RestCode.NO_RESULTS, "run %s has no results".formatted(name)));
        context.status(200);
        context.contentType(type);
        context.result(Files.newInputStream(found));
    }

    /** What hospitals have published about themselves, each as it signed it. */
    void hospitals(Context context) throws IOException {
        String name = known(context);
        ObjectNode answer = Json.object();
        answer.put("run", name);
        ArrayNode hospitals = answer.putArray("hospitals");
        for (Bytes figures : service.figures(name).values()) {
            hospitals.add(Json.read(figures));
        }
        Json.answer(context, 200, answer);
    }

    void model(Context context) throws IOException {
        String name = known(context);
        Path model = RunOutcomeFolder.model(folder().resolve(name))
                .orElseThrow(() -> new RestException(RestCode.NO_MODEL, "run %s has no model".formatted(name)));
        context.status(200);
        context.contentType("application/octet-stream");
        context.header("Content-Disposition", "attachment; filename=\"%s.safetensors\"".formatted(name));
        context.result(Files.newInputStream(model));
    }

    /** Done once the run's journal has it. */
    void control(Context context, AccessEntry caller, ControlRequest.Action action) throws IOException {
        String reason = context.queryParam("reason");
        ControlRequest request =
                new ControlRequest(action, known(context), caller.name(), reason == null ? "" : reason);
        service.control(request).join();
        run(context);
    }

    /** The run of the path; UNKNOWN_RUN where there is none. */
    String known(Context context) throws IOException {
        String name = context.pathParam("run");
        if (RunStateFile.readAll(folder()).stream().noneMatch(told -> told.run().equals(name))) {
            throw new FederationException(ErrorCode.UNKNOWN_RUN, "there is no run of that name");
        }
        return name;
    }

    private Path folder() {
        return CoordinatorService.runs(service.folder());
    }
}
