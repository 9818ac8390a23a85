// Where Rust is, and the two ways to compile it for WebAssembly.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Stop, output, run } from './process.mjs';
import { ROOT } from './step.mjs';

const TARGET = 'wasm32-unknown-unknown';
const DEBIAN_PACKAGES = ['rustc-web', 'rust-web-src'];

/**
 * Rust for native builds. With rustup its toolchain goes first on PATH, since Debian's rustc-web puts
 * another rustc into /usr/bin.
 * @returns {{ env: NodeJS.ProcessEnv, sysroot: string, host: string }}
 */
export function findRust() {
  const cargo = output('rustup', ['which', 'cargo'], { cwd: ROOT });
  const env = { ...process.env };
  if (cargo !== undefined) env.PATH = dirname(cargo) + delimiter + env.PATH;
  const version = output('rustc', ['-vV'], { cwd: ROOT, env });
  if (version === undefined || output('cargo', ['--version'], { cwd: ROOT, env }) === undefined) {
    throw new Stop('Rust is needed to build splitway and was not found: install it as https://rustup.rs says, open a new shell, and run this again.');
  }
  return {
    env,
    sysroot: output('rustc', ['--print', 'sysroot'], { cwd: ROOT, env }),
    host: /^host: (.*)$/m.exec(version)[1],
  };
}

const hasTarget = (rust) => existsSync(join(rust.sysroot, 'lib', 'rustlib', TARGET, 'lib'));

// A second compiler, which brings the sources of the standard library along.
function debianRustc() {
  const compiler = output('dpkg', ['-L', DEBIAN_PACKAGES[0]])?.split('\n').find((path) => path.endsWith('/bin/rustc'));
  if (compiler === undefined || !existsSync(compiler)) return undefined;
  const sysroot = output(compiler, ['--print', 'sysroot']);
  return existsSync(join(sysroot ?? '', 'lib', 'rustlib', 'src', 'rust', 'library')) ? compiler : undefined;
}

async function attempt(command, args, options) {
  try {
    await run(command, args, options);
  } catch (error) {
    console.log(error.message);
  }
}

async function installTarget(rust) {
  console.log(`installing Rust's target ${TARGET}`);
  await attempt('rustup', ['target', 'add', TARGET], { cwd: ROOT, timeoutSeconds: 180 });
  if (hasTarget(rust)) return;
  const aptGet = output('apt-get', ['--version']) !== undefined;
  if (!aptGet || process.getuid?.() !== 0) return;
  console.log(`installing ${DEBIAN_PACKAGES.join(' and ')} from Debian instead`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await attempt('apt-get', ['update', '-qq'], { env });
  await attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES], { env });
}

// Rust's own copy of LLVM's linker; the one named wasm-ld beside it is a wrapper that does not work here.
function debianEnvironment(rust, compiler) {
  const linker = join(rust.sysroot, 'lib', 'rustlib', rust.host, 'bin', 'rust-lld');
  return {
    ...rust.env,
    RUSTC: compiler,
    RUSTC_BOOTSTRAP: '1',
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker,
  };
}

/** How to call cargo so that it compiles for WebAssembly; installs what that needs. */
export async function webAssemblyCargo(rust) {
  if (!hasTarget(rust) && debianRustc() === undefined) await installTarget(rust);
  if (hasTarget(rust)) return { env: rust.env, args: ['--target', TARGET] };
  const compiler = debianRustc();
  if (compiler !== undefined) {
    return { env: debianEnvironment(rust, compiler), args: ['-Zbuild-std=std,panic_abort', '--target', TARGET] };
  }
  throw new Stop(`Rust cannot compile for WebAssembly here: run \`rustup target add ${TARGET}\`, or on Debian, as root, \`apt-get install ${DEBIAN_PACKAGES.join(' ')}\`.`);
}
