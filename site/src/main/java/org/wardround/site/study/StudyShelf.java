package org.wardround.site.study;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.Signature;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.StudyOffered;
import org.wardround.study.bundle.StudyBundle;
import org.wardround.study.bundle.StudyManifest;
import org.wardround.study.bundle.StudySignature;
import org.wardround.study.file.StudyFile;

/**
 * A folder with one folder for each study, named by its hash: the files that the author signed, and the signature. A study appears whole or not at all. One thread at a
 * time writes; several processes may read.
 */
public final class StudyShelf {
    private static final String SIGNATURE = "author.signature";
    private static final String ARRIVING = ".arriving";

    private final Path folder;

    /** @param folder made when the first study comes */
    public StudyShelf(Path folder) {
        this.folder = folder;
    }

    /** All studies here, by hash. Those that can't be read any more are passed over; {@link #find} says why. */
    public List<Sha256> hashes() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .sorted()
                    .map(Sha256::new)
                    .toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * A study, held once more against its hash and its author's signature.
     *
     * @param roster that this site has accepted
     * @throws FederationException STUDY_CHANGED, STUDY_SIGNATURE_WRONG, AUTHOR_UNKNOWN …
     */
    public Optional<ShelvedStudy> find(Sha256 hash, Roster roster) {
        Path place = folder.resolve(hash.hex());
        if (Files.notExists(place)) {
            return Optional.empty();
        }
        try {
            StudySignature signature =
                    StudySignature.parse(Files.readString(place.resolve(SIGNATURE), StandardCharsets.UTF_8));
            StudyFile file = StudyFile.read(place.resolve(signature.manifest().study()));
            StudyManifest now = StudyBundle.manifest(file);
            if (!now.hash().equals(hash)) {
                throw new FederationException(
                        ErrorCode.STUDY_CHANGED, "the study's files in %s have changed".formatted(place));
            }
            Optional<Refusal> refusal = signature.refusal(now, roster);
            if (refusal.isPresent()) {
                throw new FederationException(
                        refusal.get().code(), refusal.get().toString());
            }
            return Optional.of(new ShelvedStudy(hash, file, author(signature, roster)));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Roster.Person author(StudySignature signature, Roster roster) {
        return roster.authors().stream()
                .filter(author -> author.key().equals(signature.key()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Fetches a study that is not here yet.
     *
     * @throws FederationException what {@link Transport#download} throws, and what {@link #find} does: then nothing is kept
     */
    public void fetch(StudyOffered offer, Roster roster, Transport transport) {
        Sha256 hash = Digests.of(offer.getStudy());
        Path place = folder.resolve(hash.hex());
        if (Files.exists(place)) {
            return;
        }
        byte[] text = download(transport, hash, offer.getManifestBytes());
        StudySignature signature = signature(offer, text, roster);
        try {
            Path arriving = folder.resolve(hash.hex() + ARRIVING);
            delete(arriving);
            Files.createDirectories(arriving);
            for (Map.Entry<String, StudyManifest.Entry> file :
                    signature.manifest().files().entrySet()) {
                // A manifest's names lead nowhere out of its folder: that is checked where it is read.
                Path target = arriving.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                download(transport, file.getValue(), target);
            }
            Files.writeString(arriving.resolve(SIGNATURE), signature.text(), StandardCharsets.UTF_8);
            Files.move(arriving, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static StudySignature signature(StudyOffered offer, byte[] text, Roster roster) {
        Roster.Person author = roster.authors().stream()
                .filter(person -> person.name().equals(offer.getAuthor()))
                .findFirst()
                .orElseThrow(() -> new FederationException(
                        ErrorCode.AUTHOR_UNKNOWN,
                        "the roster names no author '%s'; a study was offered in that name"
                                .formatted(offer.getAuthor())));
        StudyManifest manifest;
        try {
            manifest = StudyManifest.parse(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new FederationException(ErrorCode.STUDY_CHANGED, "the manifest of an offered study can't be read");
        }
        StudySignature signature = new StudySignature(
                manifest, author.key(), Signature.of(offer.getSignature().toByteArray()));
        Optional<Refusal> refusal = signature.refusal(manifest, roster);
        if (refusal.isPresent()) {
            throw new FederationException(refusal.get().code(), refusal.get().toString());
        }
        return signature;
    }

    private static byte[] download(Transport transport, Sha256 digest, long length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        transport.download(new BlobReference(digest, length, "", 0), new Arriving(bytes));
        byte[] content = bytes.toByteArray();
        requireDigest(digest, Sha256.of(content));
        return content;
    }

    private static void download(Transport transport, StudyManifest.Entry file, Path target) throws IOException {
        if (file.lengthBytes() == 0) {
            Files.createFile(target);
            return;
        }
        try (OutputStream out = Files.newOutputStream(target)) {
            transport.download(new BlobReference(file.hash(), file.lengthBytes(), "", 0), new Arriving(out));
        }
        requireDigest(file.hash(), Sha256.of(Files.readAllBytes(target)));
    }

    private static void requireDigest(Sha256 announced, Sha256 found) {
        if (!announced.equals(found)) {
            throw new FederationException(
                    ErrorCode.DIGEST_MISMATCH, "a file of the study is not the one that was announced");
        }
    }

    private static void delete(Path place) throws IOException {
        if (Files.notExists(place)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> inside = Files.walk(place)) {
            inside.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    private static FederationException failed(IOException e) {
        String why = e instanceof FileSystemException named && named.getReason() != null
                ? named.getFile() + ": " + named.getReason()
                : String.valueOf(e.getMessage());
        return new FederationException(ErrorCode.STORAGE_FAILED, "the folder of studies failed: " + why, e);
    }

    private static final class Arriving implements BlobSink {
        private final OutputStream out;
        private long offset;

        Arriving(OutputStream out) {
            this.out = out;
        }

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public void append(byte[] bytes, int count) {
            try {
                out.write(bytes, 0, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            offset += count;
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
