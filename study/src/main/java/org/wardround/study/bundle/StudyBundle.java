package org.wardround.study.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.InitialParameters;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.problem.ProblemsException;

/** Finds the files that belong to a study: its own, its initial parameters, the model that it validates. */
public final class StudyBundle {
    private final StudyFile study;
    private final SortedMap<String, StudyManifest.Entry> files = new TreeMap<>();

    private StudyBundle(StudyFile study) {
        this.study = study;
    }

    /**
     * The manifest of the study's files as they are now. The study's own bytes are those that were read, so that what is hashed is what was understood.
     *
     * @throws ProblemsException at the line of the study that names a file which is missing or outside its folder
     */
    public static StudyManifest manifest(StudyFile study) {
        return new StudyBundle(study).manifest();
    }

    private StudyManifest manifest() {
        byte[] bytes = study.bytes();
        String name = String.valueOf(study.path().getFileName());
        files.put(name, new StudyManifest.Entry(bytes.length, Sha256.of(bytes)));
        Analysis analysis = study.study().analysis();
        if (analysis instanceof Analysis.Train train
                && train.training().initial() instanceof InitialParameters.FromFile initial) {
            add("training", "initial", initial.path());
        } else if (analysis instanceof Analysis.Validate validate) {
            String folder = validate.folder().replaceAll("/+$", "");
            for (String file : ModelFolder.FILES) {
                String inFolder = folder + "/" + file;
                if (!file.endsWith(".md") || Files.exists(study.path().resolveSibling(inFolder))) {
                    add("model", "from", inFolder);
                }
            }
        }
        return new StudyManifest(name, files);
    }

    private void add(String section, String key, String name) {
        try {
            StudyManifest.requirePlain(name);
            files.put(name, entry(study.path().resolveSibling(name)));
        } catch (IllegalArgumentException e) {
            throw refused(section, key, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw refused(section, key, "%s can't be read; put it there first".formatted(name));
        }
    }

    private ProblemsException refused(String section, String key, String message) {
        return new ProblemsException(List.of(study.errorAt(section, key, message)));
    }

    private static StudyManifest.Entry entry(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
                length += count;
            }
        }
        return new StudyManifest.Entry(length, Sha256.finish(digest));
    }
}
