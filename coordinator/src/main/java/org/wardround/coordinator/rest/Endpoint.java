package org.wardround.coordinator.rest;

import io.javalin.http.HandlerType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wardround.coordinator.access.Role;

/** Every endpoint with the roles that may call it; what is not here does not exist, and who is not named may not. The document and the OpenAPI file say the same. */
enum Endpoint {
    HEALTH(HandlerType.GET, "/health"),
    READY(HandlerType.GET, "/ready"),
    DOCUMENT(HandlerType.GET, "/openapi.yaml"),
    METRICS(HandlerType.GET, "/metrics", Role.ADMINISTRATOR, Role.AUDITOR),
    STUDIES(HandlerType.GET, "/api/v1/studies", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    SITES(HandlerType.GET, "/api/v1/sites", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    RUNS(HandlerType.GET, "/api/v1/runs", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    SUBMIT(HandlerType.POST, "/api/v1/runs", Role.ADMINISTRATOR, Role.RESEARCHER),
    RUN(HandlerType.GET, "/api/v1/runs/{run}", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    EVENTS(HandlerType.GET, "/api/v1/runs/{run}/events", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    RESULTS(HandlerType.GET, "/api/v1/runs/{run}/results", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    FIGURES(HandlerType.GET, "/api/v1/runs/{run}/results/figures", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    HOSPITALS(
            HandlerType.GET, "/api/v1/runs/{run}/results/hospitals", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    REPORT(HandlerType.GET, "/api/v1/runs/{run}/results/report", Role.ADMINISTRATOR, Role.RESEARCHER, Role.AUDITOR),
    MODEL(HandlerType.GET, "/api/v1/runs/{run}/results/model", Role.ADMINISTRATOR, Role.RESEARCHER),
    PAUSE(HandlerType.POST, "/api/v1/runs/{run}/pause", Role.ADMINISTRATOR),
    RESUME(HandlerType.POST, "/api/v1/runs/{run}/resume", Role.ADMINISTRATOR),
    CANCEL(HandlerType.POST, "/api/v1/runs/{run}/cancel", Role.ADMINISTRATOR);

    private final HandlerType method;
    private final String path;
    private final Set<Role> roles;

    Endpoint(HandlerType method, String path, Role... roles) {
        this.method = method;
        this.path = path;
        EnumSet<Role> named = EnumSet.noneOf(Role.class);
        named.addAll(List.of(roles));
        this.roles = Collections.unmodifiableSet(named);
    }

    HandlerType method() {
        return method;
    }

    String path() {
        return path;
    }

    /** Whether it needs no token; it then says nothing that anybody could want. */
    boolean isOpen() {
        return this == HEALTH || this == READY || this == DOCUMENT;
    }

    boolean allows(Role role) {
        return roles.contains(role);
    }
}
