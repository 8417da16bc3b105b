package org.wardround.report;

import java.nio.file.Path;

public final class WriteReports {
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        long t = System.nanoTime();
        Report.write(InventedResults.of(Invention.HEART), folder.resolve("heart.html"));
        Report.write(InventedResults.of(Invention.SURVIVAL), folder.resolve("survival.html"));
        Report.write(InventedResults.of(Invention.REGRESSION), folder.resolve("regression.html"));
        Report.write(InventedResults.of(Invention.MULTICLASS), folder.resolve("multiclass.html"));
        Report.write(InventedResults.of(Invention.MANY), folder.resolve("many.html"));
        Report.write(MinimalResults.build(), folder.resolve("minimal.html"));
    }
}
