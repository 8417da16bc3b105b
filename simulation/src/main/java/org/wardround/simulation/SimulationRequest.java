package org.wardround.simulation;

import java.nio.file.Path;
import org.wardround.study.file.StudyFile;
import org.wardround.study.mapping.Mapping;

/**
 * What is simulated.
 *
 * @param data folder with the files that the mapping names
 */
public record SimulationRequest(StudyFile study, Mapping mapping, Path data, SimulationOptions options) {}
