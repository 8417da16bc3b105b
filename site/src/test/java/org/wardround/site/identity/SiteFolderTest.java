package org.wardround.site.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SiteFolderTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_that_is_no_sites_is_told_with_what_makes_one() {
        Path missing = folder.resolve("south");

        assertThatThrownBy(() -> SiteFolder.open(missing))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s is not the folder of a site that has enrolled (it has no tls.pem); check --site, or make it with `wardround site enroll`",
                        missing);
        assertThatThrownBy(() -> SiteFolder.open(folder)).hasMessageContaining("is not the folder of a site");
    }
}
