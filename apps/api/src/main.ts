import { dayAt } from '#domain';
console.log(dayAt(new Date()));
