package org.wardround.core.study;

/** Where the first parameters come from. They are made once, from the seed, by whoever submits the study. */
public sealed interface InitialParameters {
    record Zeros() implements InitialParameters {}

    /** Each layer uniform in ±1/√(its inputs), weights and biases alike. */
    record Uniform() implements InitialParameters {}

    /** A safetensors file, relative to the study file, with the model's tensors in 64-bit floats. */
    record FromFile(String path) implements InitialParameters {}
}
