// Preloaded into the sandbox. The SDK takes a stack trace of every promise, for a query that nobody here asks, and
// spends a third of a run on it; without a limit V8 takes none, of errors neither (docs/decisions/0007).
delete (Error as { stackTraceLimit?: number }).stackTraceLimit;
