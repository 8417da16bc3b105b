package org.wardround.study.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.Roster.Person;
import org.wardround.core.trust.Roster.Revoked;
import org.wardround.core.trust.Roster.Site;
import org.wardround.core.trust.RosterRules;
import org.wardround.core.trust.SignatureList;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.problem.ProblemsException;

final class RosterFolderTest {
    private static final SigningKey ADA = SigningKey.generate();
    private static final SigningKey BEN = SigningKey.generate();
    private static final Path SOURCE = Path.of("roster-2.json");

    @TempDir
    Path folder;

    private static VerifyingKey key() {
        return SigningKey.generate().verifyingKey();
    }

    private static SignedRoster signed(Roster roster, SigningKey... keys) {
        SignedRoster signed = new SignedRoster(roster, RosterWriter.write(roster), SignatureList.EMPTY);
        for (SigningKey key : keys) {
            signed = signed.signedBy(key);
        }
        return signed;
    }

    private static SignedRoster first() {
        return signed(
                Roster.first("Hearts \"of\" Zürich", 2, new Person("Ada", ADA.verifyingKey()))
                        .withAdministrator(new Person("Ben", BEN.verifyingKey()))
                        .withSite(new Site(new SiteId("north"), "Northside", key())),
                ADA,
                BEN);
    }

    private static SignedRoster second(SignedRoster first) {
        Site north = first.roster().sites().get(0);
        return signed(
                first.roster()
                        .next(first.hash())
                        .withRevoked(new Revoked(north.key(), "site north", Instant.parse("2026-11-25T10:00:00Z")))
                        .withSite(new Site(north.id(), north.title(), key()))
                        .withAuthor(new Person("Dora", key()))
                        .withCoordinator(key()),
                ADA,
                BEN);
    }

    private void write(SignedRoster roster) {
        int number = roster.roster().number();
        write("roster-%d.json".formatted(number), new String(roster.bytes(), StandardCharsets.UTF_8));
        write("roster-%d.sigs".formatted(number), roster.signatures().text());
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void rosters_are_read_back_and_hold() {
        SignedRoster first = first();
        SignedRoster second = second(first);
        write(first);
        write(second);
        RosterFolder read = RosterFolder.read(folder);

        assertThat(read.refusal()).isEmpty();
        assertThat(read.newest().roster()).isEqualTo(second.roster());
        assertThat(read.newest().hash()).isEqualTo(second.hash());
        assertThat(read.holding())
                .hasValueSatisfying(roster -> assertThat(roster.roster()).isEqualTo(second.roster()));
        assertThat(read.beforeNewest())
                .hasValueSatisfying(roster -> assertThat(roster.roster()).isEqualTo(first.roster()));
    }

    @Test
    void a_newest_roster_without_signatures_is_open_and_the_one_before_holds() throws IOException {
        SignedRoster first = first();
        write(first);
        write(second(first));
        Files.delete(folder.resolve("roster-2.sigs"));
        RosterFolder read = RosterFolder.read(folder);

        assertThat(read.isNewestDraft()).isTrue();
        assertThat(read.refusal())
                .hasValueSatisfying(found -> assertThat(found.code()).isEqualTo(ErrorCode.ROSTER_UNDERSIGNED));
        assertThat(read.holding())
                .hasValueSatisfying(roster -> assertThat(roster.roster()).isEqualTo(first.roster()));
    }

    @Test
    void nothing_after_a_roster_that_does_not_hold_holds() throws IOException {
        SignedRoster first = first();
        write(first);
        write(second(first));
        Files.delete(folder.resolve("roster-1.sigs"));
        RosterFolder read = RosterFolder.read(folder);

        assertThat(read.holding()).isEmpty();
        assertThat(read.isNewestDraft()).isFalse();
    }

    @Test
    void a_folder_without_rosters_or_with_a_gap_is_refused() {
        assertThatThrownBy(() -> RosterFolder.read(folder)).hasMessageContaining("there is no roster-1.json here");
        assertThatThrownBy(() -> RosterFolder.read(folder.resolve("none")))
                .hasMessageContaining("there is no such folder");
        write(second(first()));
        assertThatThrownBy(() -> RosterFolder.read(folder)).hasMessageContaining("roster-1.json is missing");
    }

    @Test
    void a_roster_under_the_name_of_another_is_refused() {
        SignedRoster first = first();
        write(first);
        write("roster-2.json", new String(first.bytes(), StandardCharsets.UTF_8));

        assertThatThrownBy(() -> RosterFolder.read(folder))
                .hasMessageContaining("this is roster 1, and the file's name says 2; name it roster-1.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "number"            | "nomber"              | unknown key 'nomber'; did you mean 'number'?
            "ed25519:           | "ed25518:             | must be a public key
            "Northside"         | "North\\u202Eside"     | characters that can be seen
            "Northside"         | ""                    | title: must be
            "north"             | ".north"              | a site's name has 1 to 64 letters
            "Ben"               | "Ada"                 | administrator 'Ada' stands in the roster twice
            : 2,                | : 2.0,                | is not written as Wardround writes it
            : 2,                | : 0,                  | signaturesNeeded: must be
            "number" : 1        | "number" : 7          | each but the first names the one before it
            "format" :          | # comment`"format" :  | is not written as Wardround writes it
            """)
    void a_bad_roster_is_refused_with_the_place(String from, String to, String message) {
        String text = new String(first().bytes(), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        byte[] bad = text.replaceFirst(
                        java.util.regex.Pattern.quote(from),
                        to.replace("`", "\n").replace("\\", "\\\\"))
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        RosterFile.read(SOURCE, bad, SignatureList.EMPTY.text().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_damaged_key_or_time_is_refused() {
        String text = new String(second(first()).bytes(), StandardCharsets.UTF_8);
        byte[] weak = text.replaceFirst("ed25519:[^\"]{43}", "ed25519:" + "A".repeat(43))
                .getBytes(StandardCharsets.UTF_8);
        byte[] time = text.replace("2026-11-25T", "2026-13-25T").getBytes(StandardCharsets.UTF_8);
        byte[] none = SignatureList.EMPTY.text().getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> RosterFile.read(SOURCE, weak, none))
                .hasMessageContaining("one of the eight weak ones");
        assertThatThrownBy(() -> RosterFile.read(SOURCE, time, none))
                .hasMessageContaining("there is no such time: 2026-13-25");
        assertThatThrownBy(() -> RosterFile.read(SOURCE, text.getBytes(StandardCharsets.UTF_8), new byte[300_000]))
                .hasMessageContaining("longer than any list of signatures");
    }

    /** Bits, bytes, pieces and whole lines of either file: whatever comes of it is refused, by the reader or by the rules. */
    @Test
    void of_10_000_changed_rosters_and_signatures_none_is_accepted() {
        SignedRoster first = first();
        SignedRoster second = second(first);
        byte[] roster = second.bytes();
        byte[] signatures = second.signatures().text().getBytes(StandardCharsets.UTF_8);
        assertThat(isAccepted(first, roster, signatures)).isTrue();
        SeededStream random = SeededStream.of(4, "mutations");
        int tried = 0;
        while (tried < 10_000) {
            boolean inRoster = random.nextInt(2) == 0;
            byte[] whole = inRoster ? roster : signatures;
            byte[] spoilt = spoilt(whole, random);
            if (!Arrays.equals(whole, spoilt)) {
                tried++;
                assertThat(isAccepted(first, inRoster ? spoilt : roster, inRoster ? signatures : spoilt))
                        .as("%d: %s", tried, new String(spoilt, StandardCharsets.ISO_8859_1))
                        .isFalse();
            }
        }
    }

    private static boolean isAccepted(SignedRoster held, byte[] roster, byte[] signatures) {
        try {
            return RosterRules.ofNext(held, RosterFile.read(SOURCE, roster, signatures))
                    .isEmpty();
        } catch (ProblemsException e) {
            return false;
        }
    }

    private static byte[] spoilt(byte[] whole, SeededStream random) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        int other = random.nextInt(bytes.length);
        int from = Math.min(at, other);
        int to = Math.max(at, other) + 1;
        return switch (random.nextInt(8)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> {
                bytes[at] = bytes[other];
                bytes[other] = whole[at];
                yield bytes;
            }
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> joined(bytes, at, new byte[] {(byte) random.nextInt(128)}, at);
            case 5 -> joined(bytes, at, new byte[0], at + 1);
            case 6 -> joined(bytes, from, new byte[0], Math.min(to, from + 80));
            default -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
        };
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }
}
