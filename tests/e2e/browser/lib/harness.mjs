// Runs tests and prints the lines that tests/README.md defines.

const tests = [];

/** A case of tests/cases.yaml. */
export const driverCase = (id, run) => tests.push({ id, run, line: `CASE ${id}` });

/** A test that only this language has. */
export const extraTest = (id, run) => tests.push({ id, run, line: `TEST ${id}` });

/** One that needs nothing of the others and counts nothing, so that it may run beside its neighbours. */
export const independentTest = (id, run) => tests.push({ id, run, line: `TEST ${id}`, independent: true });

/** How many independent tests run at a time. */
const WIDTH = 3;

/**
 * The tests up to the one case that ORY_HUB_CASE names, since the cases of a browser session build on each other; where
 * none has that name, those whose names begin so.
 */
const chosen = () => {
  const only = process.env.ORY_HUB_CASE;
  if (!only) return tests;
  const until = tests.findIndex(({ id }) => id === only);
  if (until < 0) return tests.filter(({ id }) => id.startsWith(only));
  const session = only.startsWith("browser-");
  return tests.slice(0, until + 1).filter(({ id }) => id === only || (session && id.startsWith("browser-")));
};

/** Runs the tests that were asked for; returns the names of those that failed. */
export const runAll = async (support) => {
  const failed = [];
  const one = async ({ id, run, line }) => {
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
  };
  const waiting = chosen();
  const all = waiting.length;
  const beside = async () => {
    while (waiting[0]?.independent) await one(waiting.shift());
  };
  while (waiting.length > 0) {
    if (waiting[0].independent) await Promise.all(Array.from({ length: WIDTH }, beside));
    else await one(waiting.shift());
  }
  console.log(`${all - failed.length} passed, ${failed.length} failed`);
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
