package org.wardround.site.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.wardround.core.task.TaskKind;

/** The names of tasks in policies and envelopes. */
public final class TaskWords {
    private TaskWords() {}

    public static String of(TaskKind task) {
        return task.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The task of a name.
     *
     * @throws IllegalArgumentException where no task has this name
     */
    public static TaskKind parse(String word) {
        return Arrays.stream(TaskKind.values())
                .filter(task -> of(task).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a task is one of %s, got '%s'"
                        .formatted(
                                Arrays.stream(TaskKind.values())
                                        .map(TaskWords::of)
                                        .toList(),
                                word)));
    }

    /** The same for a list of names. */
    public static List<TaskKind> parse(List<String> words) {
        return words.stream().map(TaskWords::parse).toList();
    }
}
