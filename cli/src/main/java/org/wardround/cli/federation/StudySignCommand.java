package org.wardround.cli.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.CommonArguments;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.command.StudyWords;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.problem.ProblemList;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Study;
import org.wardround.core.text.Counted;
import org.wardround.core.trust.KeyFile;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.SigningKey;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.study.bundle.StudyBundle;
import org.wardround.study.bundle.StudyManifest;
import org.wardround.study.bundle.StudySignature;
import org.wardround.study.file.StudyFile;

/** {@code wardround study sign}. */
public final class StudySignCommand {
    private static final Argument<Boolean> FORCE = Argument.flag("--force", "replace an earlier signature");

    private StudySignCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "sign",
                "Sign a study, as an author",
                "Signs the study and the files that it names, by their lengths and hashes, with an author's key. Sites run no study that an author of"
                        + " their roster has not signed.",
                "wardround study sign study.yaml --key dora.key",
                List.of(CommonArguments.STUDY, KeyArguments.PRIVATE_KEY, KeyArguments.PASSPHRASE_FILE, FORCE),
                StudySignCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path path = arguments.get(CommonArguments.STUDY);
        Path keyFile = arguments.get(KeyArguments.PRIVATE_KEY);
        Path file = StudySignature.beside(path);
        if (Files.exists(file) && !arguments.has(FORCE)) {
            throw new CommandException("%s: is there already; --force to replace it".formatted(file));
        }
        StudyFile study = StudyFile.read(path);
        new ProblemList(session).tell(study.warnings());
        requireNoise(path, study.study());
        StudyManifest manifest = StudyBundle.manifest(study);
        StudySignature signature;
        try (Passphrase passphrase = Passphrases.existing(arguments, session, keyFile);
                SigningKey key = KeyFile.read(keyFile, passphrase)) {
            signature = StudySignature.sign(manifest, key);
        }
        OutputFiles.write(Map.of(file, signature.text()));
        session.out()
                .println("Wrote %s over %s: %s"
                        .formatted(
                                file,
                                Counted.of(manifest.files().size(), "file"),
                                String.join(", ", manifest.files().keySet())));
        StudyWords.sitesNeeded(study.study()).ifPresent(text -> session.out().println("Noise  " + text));
        session.out().println("Hash of the study  " + manifest.hash());
        session.out().println("Fingerprint of the key  " + signature.key().fingerprint());
        session.out().println("Next: wardround study verify %s --federation DIR".formatted(ShellWord.of(path)));
        return ExitCode.OK;
    }

    /** A study for which no noise suffices would be declined at each site. */
    private static void requireNoise(Path file, Study study) {
        try {
            TrainingNoise.of(study);
        } catch (FederationException unfit) {
            boolean limited = study.analysis() instanceof Analysis.Train train
                    && train.training().privacy() != null
                    && train.training().privacy().limit() instanceof PrivateTraining.Limit.Epsilon;
            throw new CommandException("%s: privacy.differentialPrivacy.%s: %s"
                    .formatted(file, limited ? "epsilon" : "noiseMultiplier", unfit.getMessage()));
        }
    }
}
