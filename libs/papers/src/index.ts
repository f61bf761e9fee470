export { csvLines } from './csv/write-csv.js';
export { kindOfPaper, PAPER_TYPES, XLSX, type PaperType } from './kind-of-paper.js';
export { PaperFault } from './paper-fault.js';
export { formOf, markTable, readTable } from './read-table.js';
export { MOST_ROWS, type Table } from './table.js';
export { exportWorkbook } from './workbook/export-workbook.js';
export { writeWorkbook, type WrittenCell, type WrittenSheet } from './workbook/write-workbook.js';
export { writeCalendar, type CalendarDay, type CalendarOfDays } from './calendar/write-calendar.js';
