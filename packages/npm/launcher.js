#!/usr/bin/env node
// Runs the program of the package for this platform, which npm has installed as an optional dependency.
"use strict";
const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const windows = process.platform === "win32";
const name = `@feedwright/${process.platform}-${process.arch}`;

function program() {
  if (process.env.FEEDWRIGHT_PROGRAM) return process.env.FEEDWRIGHT_PROGRAM;
  try {
    return require.resolve(`${name}/bin/feedwright${windows ? ".exe" : ""}`);
  } catch {
    console.error(`feedwright: the package ${name} is not installed`);
    console.error("  note: there are packages for Linux, macOS (x64, arm64) and Windows (x64)");
    console.error("  help: install without `--omit=optional`, or set FEEDWRIGHT_PROGRAM to the path of the program");
    process.exit(2);
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });
// A signal that is sent only to this process also reaches the program.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`feedwright: ${error.message}`);
  process.exit(3);
});
child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
