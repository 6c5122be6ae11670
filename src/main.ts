#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Compiled code and stripped types are kept for the next start, which takes half the time. What is imported statically
// is compiled before this line runs, so the program itself is imported after it.
enableCompileCache();
const { runProcess } = await import("./process.ts");
await runProcess();
