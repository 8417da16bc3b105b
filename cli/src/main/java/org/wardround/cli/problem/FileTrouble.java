package org.wardround.cli.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.wardround.site.identity.NoSiteFolderException;

/** Says in words what the file system did not allow. */
public final class FileTrouble {
    private FileTrouble() {}

    /** Which file, why, and what to do. */
    static String words(IOException problem) {
        if (problem instanceof NoSiteFolderException) {
            return String.valueOf(problem.getMessage());
        }
        if (!(problem instanceof FileSystemException trouble)) {
            return "a file can't be read or written: " + problem.getMessage();
        }
        String file = trouble.getFile();
        if (trouble instanceof NoSuchFileException) {
            return file + ": there is no such file or folder; check the path";
        }
        if (trouble instanceof AccessDeniedException) {
            return file + ": access is denied; check who may read and write it";
        }
        if (trouble instanceof NotDirectoryException || trouble instanceof FileAlreadyExistsException) {
            return file + ": is a file where a folder is needed";
        }
        if (trouble instanceof DirectoryNotEmptyException) {
            return file + ": is a folder with files in it";
        }
        return file + ": " + reason(trouble);
    }

    /** Why alone, for messages that name the file in the words of the user. */
    public static String reason(IOException problem) {
        if (!(problem instanceof FileSystemException trouble)) {
            return String.valueOf(problem.getMessage());
        }
        if (trouble instanceof NoSuchFileException) {
            return "there is no such folder, and none can be made";
        }
        if (trouble instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (trouble instanceof NotDirectoryException || trouble instanceof FileAlreadyExistsException) {
            return "a file is where a folder is needed";
        }
        return trouble.getReason() == null ? "can't be read or written" : trouble.getReason();
    }
}
