package org.wardround.coordinator.rest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collection;
import org.wardround.coordinator.server.RunView;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;

/** Answers as JSON. Stateless. */
final class Json {
    /** Numbers keep their digits. */
    private static final ObjectMapper FILES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static void answer(Context context, int status, JsonNode node) {
        context.status(status);
        context.contentType("application/json");
        context.result(node.toString());
    }

    /** A file in JSON that was checked when it came. */
    static JsonNode read(Bytes file) throws IOException {
        return FILES.readTree(file.toArray());
    }

    static ArrayNode names(Collection<SiteId> sites) {
        ArrayNode names = array();
        sites.forEach(site -> names.add(site.name()));
        return names;
    }

    static ObjectNode run(RunView view) {
        ObjectNode run = object();
        run.put("run", view.run());
        run.put("study", view.study());
        run.put("studyHash", view.hash().hex());
        run.put("state", view.state());
        run.put("round", view.round());
        run.put("rounds", view.rounds());
        run.set("invited", names(view.invited()));
        run.set("joined", names(view.joined()));
        run.set("waitingFor", names(view.waitingFor()));
        if (view.code() != null) {
            run.put("code", view.code().name());
            run.put("reason", view.reason());
        }
        return run;
    }
}
