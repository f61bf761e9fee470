export { kindOfPaper, PAPER_TYPES, XLSX, type PaperType } from './kind-of-paper.js';
export { PaperFault } from './paper-fault.js';
