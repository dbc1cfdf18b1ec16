/** What is in every image, or needed to build an image only. */
const ORDINARY =
  /^(?:ca-certificates|git|nano|gcc|g\+\+|make|build-essential|curl|wget|swig|python3?-dev|lib.*-dev)$/;

/** Debian packages that its Dockerfile installs, and that no environment of Python packages brings along. */
export function systemLibraries(dockerfile: string): readonly string[] {
  const lines = dockerfile.replaceAll(/\\\r?\n/g, " ").split(/\r?\n/);
  const installed = lines.flatMap((line) =>
    [...line.matchAll(/\b(?:apt-get|apt|apk)\b[^&;|]*?\b(?:install|add)\b([^&;|]*)/g)].flatMap(
      ([, words = ""]) => words.trim().split(/\s+/),
    ),
  );
  return [...new Set(installed)].filter((name) => /^[a-z0-9]/.test(name) && !ORDINARY.test(name));
}
