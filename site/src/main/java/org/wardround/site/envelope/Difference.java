package org.wardround.site.envelope;

/**
 * Something of a study that is outside an envelope.
 *
 * @param path in the study file, or {@code author}, {@code peers}, {@code tasks}, {@code releases}, {@code variables}, {@code runs}, {@code until}
 * @param found what is so, in words that go after the path
 * @param allowed what the envelope says of it, in words that go after "the envelope"
 */
public record Difference(String path, String found, String allowed) {
    /** One line, without a stop. */
    @Override
    public String toString() {
        return "%s %s; the envelope %s".formatted(path, found, allowed);
    }
}
