// Projects that Vite builds for the page that the tests serve: with the pinned packages and the one under test.

import { cp, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { createOry } from "ory-hub";

const LOADERS = process.env.ORY_HUB_LOADERS;
let linked;

// The pinned packages beside the installed one, as in a project of their user.
const link = async (root) => {
  const home = join(root, "projects");
  const modules = join(home, "node_modules");
  // The tests may run again in the same folder.
  await rm(home, { recursive: true, force: true });
  await mkdir(modules, { recursive: true });
  for (const name of await readdir(join(LOADERS, "node_modules"))) await symlink(join(LOADERS, "node_modules", name), join(modules, name));
  await symlink(join(root, "node_modules/ory-hub"), join(modules, "ory-hub"));
  return home;
};

/** The folder of all projects. */
export const projects = ({ root }) => (linked ??= link(root));

/** Builds a project out of a folder, or of files by their names; its page is under the address that comes back. */
export const viteProject = async ({ root, ui }, name, source, config = {}) => {
  const folder = join(await projects({ root }), name);
  if (typeof source === "string") await cp(source, folder, { recursive: true });
  else await mkdir(folder, { recursive: true });
  for (const [file, text] of typeof source === "string" ? [] : Object.entries(source)) await writeFile(join(folder, file), text);
  const { build } = await import(pathToFileURL(join(LOADERS, "node_modules/vite/dist/node/index.js")));
  const outDir = join(root, "bundled", name);
  const { resolve, build: output, ...further } = config;
  await build({
    root: folder,
    base: `/bundled/${name}/`,
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true, ...output },
    resolve: { ...resolve, preserveSymlinks: true },
    ...further,
  });
  return { address: `${ui}/bundled/${name}/`, outDir };
};

/** The address of the person whose session a browser holds. */
export const signedInAs = async ({ kratos }, context) => {
  const cookies = await context.cookies(kratos);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return (await createOry({ kratosPublicUrl: kratos }).toSession({ cookie })).identity.traits.email;
};
