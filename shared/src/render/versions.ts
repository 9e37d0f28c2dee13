/**
 * What made the bytes: each string goes into the manifests it governs, so raising one makes exactly the assets stale
 * that would come out differently (R9). Raise it with any change of sound or picture, never for a refactoring.
 */
export const ANIMATIC_VERSION = 'animatic-2';
/** Engine, its package version, then our own count: text normalising, pitch and rate included. */
export const SPEECH_VERSION = 'flite-0.1.1-2';
/** Ambience, mixing, captions and muxing of a cut. */
export const ASSEMBLY_VERSION = 'assembly-1';
