const interactive = process.stdout.isTTY === true;

/**
 * Shows a piece of work as one line, with what it came to and how long it took.
 * `work` gets a function to say what is going on; `note` turns its result into a remark.
 */
export async function progress(title, work, note = () => "") {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  let detail = "";
  const tick = () => {
    const line = `  … ${title}  ${seconds()}${detail === "" ? "" : `  ${detail}`}`;
    if (interactive) process.stdout.write(`\r\u001b[K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
    else console.log(line);
  };
  // Where lines cannot be overwritten, only long work speaks up.
  const timer = setInterval(tick, interactive ? 200 : 10_000);
  const end = (mark, remark) => {
    clearInterval(timer);
    if (interactive) process.stdout.write("\r\u001b[K");
    console.log(`  ${mark} ${title}  ${seconds()}${remark === "" ? "" : `  ${remark}`}`);
  };
  try {
    const result = await work((text) => (detail = text));
    end("✓", note(result));
    return result;
  } catch (error) {
    end("✗", "");
    throw error;
  }
}
