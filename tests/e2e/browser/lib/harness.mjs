// Runs tests one after the other and prints the lines that tests/README.md defines.

const tests = [];

/** A case of tests/cases.yaml. */
export const driverCase = (id, run) => tests.push({ id, run, line: `CASE ${id}` });

/** A test that only this language has. */
export const extraTest = (id, run) => tests.push({ id, run, line: `TEST ${id}` });

/** The tests up to the one case that ORY_HUB_CASE names; the cases of a browser session build on each other. */
const chosen = () => {
  const only = process.env.ORY_HUB_CASE;
  if (!only) return tests;
  const until = tests.findIndex(({ id }) => id === only);
  const session = only.startsWith("browser-");
  return tests.slice(0, until + 1).filter(({ id }) => id === only || (session && id.startsWith("browser-")));
};

/** Runs the tests that were asked for; returns the names of those that failed. */
export const runAll = async (support) => {
  const failed = [];
  for (const { id, run, line } of chosen()) {
    const since = performance.now();
    let verdict = "ok";
    try {
      await run(support);
    } catch (error) {
      verdict = "failed";
      failed.push(id);
      console.error(`--- ${id}\n${error.stack ?? error}\n`);
    }
    console.log(`${line} ${verdict} ${(performance.now() - since).toFixed(1)}`);
  }
  console.log(`${chosen().length - failed.length} passed, ${failed.length} failed`);
  return failed;
};

/** Polls `ask` until `good` accepts its result. */
export const eventually = async (ask, good, what) => {
  const until = performance.now() + 5000;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (performance.now() > until) throw new Error(`${what}: still ${JSON.stringify(answer)} after 5 s`);
    await new Promise((done) => setTimeout(done, 50));
  }
};
