// Runs tests and prints the lines that tests/README.md defines.

const tests = [];

/** A case of tests/cases.yaml. */
export const driverCase = (id, run) => tests.push({ id, run, line: `CASE ${id}` });

/** A test that only this language has. */
export const extraTest = (id, run) => tests.push({ id, run, line: `TEST ${id}` });

/**
 * One that talks to the servers of a set-up and to nothing else: it runs beside the tests of other set-ups. Two at a time
 * on the same server would meet the limits of its database in memory.
 */
export const testOf = (setup, id, run) => tests.push({ id, run, line: `TEST ${id}`, setup });

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
  while (waiting.length > 0) {
    const besides = waiting.findIndex(({ setup }) => setup === undefined);
    const block = waiting.splice(0, besides < 0 ? waiting.length : besides || 1);
    const setups = [...new Set(block.map(({ setup }) => setup))];
    const inOrder = async (wanted) => {
      for (const test of block.filter(({ setup }) => setup === wanted)) await one(test);
    };
    await Promise.all(setups.map(inOrder));
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
