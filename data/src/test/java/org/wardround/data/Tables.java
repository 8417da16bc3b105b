package org.wardround.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.split.Split;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;
import org.wardround.study.mapping.Mapping;

/** Writes small tables and reads them back with a mapping. */
public final class Tables {
    private final Path folder;

    public Tables(Path folder) {
        this.folder = folder;
    }

    public Tables with(String file, String... lines) {
        return withBytes(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public Tables withBytes(String file, byte[] content) {
        try {
            Files.write(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public MappedData.Sites read(DataDictionary dictionary, Mapping mapping) {
        MappedData data = MappedData.read(dictionary, mapping, folder, Split.standard());
        if (data instanceof MappedData.Refused refused) {
            throw new AssertionError("refused: " + refused.problems());
        }
        return (MappedData.Sites) data;
    }

    public SiteData readOne(DataDictionary dictionary, Mapping mapping) {
        MappedData.Sites sites = read(dictionary, mapping);
        assertThat(sites.sites()).hasSize(1);
        return sites.sites().values().iterator().next();
    }

    /** The problems, as a terminal shows them, without the folder's name and the word 'error'. */
    public List<String> problems(DataDictionary dictionary, Mapping mapping) {
        MappedData data = MappedData.read(dictionary, mapping, folder, Split.standard());
        assertThat(data).isInstanceOf(MappedData.Refused.class);
        return ((MappedData.Refused) data)
                .problems().stream()
                        .map(problem -> problem.toString()
                                .replace(folder.toString(), "FOLDER")
                                .replace(": error: ", ": "))
                        .toList();
    }
}
