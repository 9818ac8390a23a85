// Files in and out: picked, dropped anywhere on the page, or saved.

const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory ?? false;

/** @param {(files: File[], folders: string[]) => Promise<void>} openAll  takes one gesture at a time, in the order in which they come */
export function acceptFiles(input, openAll) {
  let before = Promise.resolve();
  const takeAll = (files, folders = []) => {
    before = before.then(() => openAll(files, folders));
  };
  input.addEventListener('change', () => {
    takeAll([...input.files]);
    input.value = '';
  });

  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  const mark = (on) => document.body.classList.toggle('dropping', on);
  document.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', (event) => event.relatedTarget === null && mark(false));
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(false);
    const items = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file');
    const folders = new Set(items.filter(isFolder).map((item) => item.getAsFile()?.name ?? 'A folder'));
    takeAll([...event.dataTransfer.files].filter(({ name }) => !folders.has(name)), [...folders]);
  });
}

/** Saves a text as a file. */
export const saveText = (name, text, type) => saveFile(name, new Blob([text], { type }));

/** Saves what is not text. */
export function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Saves an object as a JSON file. */
export const saveJson = (name, value) => saveText(name, `${JSON.stringify(value, null, 2)}\n`, 'application/json');

/** A name for a file from a name for people. */
export const fileName = (name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'scenario';
